package dev.tidings.fault;

import java.nio.file.Path;

/** With the embedded database, which dies with the node. */
class NodeKillOnH2IT extends NodeKills {
  @Override
  Store newStore(Path place) {
    return new H2Store(place);
  }
}

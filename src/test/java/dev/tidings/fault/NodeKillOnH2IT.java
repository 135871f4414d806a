package dev.tidings.fault;

import dev.tidings.fixture.DatabaseKind;

/** With the embedded database, which dies with the node. */
class NodeKillOnH2IT extends NodeKills {
  NodeKillOnH2IT() {
    super(DatabaseKind.H2);
  }
}

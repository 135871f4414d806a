package dev.tidings.fault;

import java.nio.file.Path;

/** With PostgreSQL, which outlives the node. */
class NodeKillOnPostgresIT extends NodeKills {
  @Override
  Store newStore(Path place) {
    return PostgresStore.create(place).start();
  }
}

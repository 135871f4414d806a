package dev.tidings.fault;

import dev.tidings.fixture.DatabaseKind;

/** With PostgreSQL, which outlives the node. */
class NodeKillOnPostgresIT extends NodeKills {
  NodeKillOnPostgresIT() {
    super(DatabaseKind.POSTGRESQL);
  }
}

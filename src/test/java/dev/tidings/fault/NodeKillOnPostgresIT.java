package dev.tidings.fault;

/** With PostgreSQL, which outlives the node. */
class NodeKillOnPostgresIT extends NodeKills {
  NodeKillOnPostgresIT() {
    super(DatabaseKind.POSTGRESQL);
  }
}

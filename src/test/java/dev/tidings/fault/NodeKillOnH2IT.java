package dev.tidings.fault;

/** With the embedded database, which dies with the node. */
class NodeKillOnH2IT extends NodeKills {
  NodeKillOnH2IT() {
    super(DatabaseKind.H2);
  }
}

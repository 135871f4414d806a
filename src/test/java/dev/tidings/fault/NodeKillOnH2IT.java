package dev.tidings.fault;

import dev.tidings.fixture.DatabaseKind;
import org.junit.jupiter.api.Tag;

/** With the embedded database, which dies with the node. */
@Tag("slow")
class NodeKillOnH2IT extends NodeKills {
  NodeKillOnH2IT() {
    super(DatabaseKind.H2);
  }
}

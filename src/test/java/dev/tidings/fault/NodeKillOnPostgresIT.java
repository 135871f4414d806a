package dev.tidings.fault;

import dev.tidings.fixture.DatabaseKind;
import org.junit.jupiter.api.Tag;

/** With PostgreSQL, which outlives the node. */
@Tag("slow")
class NodeKillOnPostgresIT extends NodeKills {
  NodeKillOnPostgresIT() {
    super(DatabaseKind.POSTGRESQL);
  }
}

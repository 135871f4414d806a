package dev.tidings.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tidings.api.Publication;
import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.H2File;
import dev.tidings.fixture.PostgresServer;
import dev.tidings.platform.database.SchemaMigration;
import dev.tidings.platform.database.jdbc.TableSchema;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Earlier versions leave their messages behind, and go on while other nodes are upgraded. */
class MigrationTest {
  /** As the versions with the second schema write it. */
  private static final String INSERT =
      """
      INSERT INTO tidings.message (topic_id, lane, position, priority, msg_id, published_at,
        expires_at, has_gd, publisher_id, pattern_matched, mime_type, form, data, correl_id, in_reply_to,
        ext_client_id, ext_pub_time, reply_to, attributes, copy)
      VALUES (1, 5, ?, 5, ?, TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00',
        TIMESTAMP WITH TIME ZONE '2026-01-02 00:00:00+00', TRUE, 1, 'pub=/**', 'text/plain', 'TEXT',
        ?, 'c', NULL, NULL, NULL, NULL, NULL, 0)""";

  @ParameterizedTest
  @EnumSource
  void messages_of_earlier_versions_have_no_subject(DatabaseKind kind) throws SQLException {
    DataSource source = newDatabase(kind);
    migrate(source, "2");
    try (Connection connection = source.getConnection()) {
      insert(connection, 1);
      migrate(source, "latest");
      insert(connection, 2);

      List<LogEntry> entries =
          new LogReader().read(connection, 1, 5, 1, 2, Instant.parse("2026-01-01T12:00:00Z"), 9);

      assertThat(entries)
          .extracting(LogEntry::publication)
          .allSatisfy(publication -> assertThat(publication.correlId()).contains("c"))
          .allSatisfy(publication -> assertThat(publication.subject()).isEmpty())
          .extracting(publication -> publication.data().asString())
          .containsExactly("message 1", "message 2");
    }
  }

  /** H2 commits each statement of a script, so a crash may leave the first of them done. */
  @ParameterizedTest
  @EnumSource
  void a_migration_that_a_crash_interrupted_is_repeated(DatabaseKind kind) throws SQLException {
    DataSource source = newDatabase(kind);
    migrate(source, "2");
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE tidings.message ADD COLUMN subject VARCHAR(200)");

      migrate(source, "latest");

      for (String table : List.of("message", "dead_letter", "scheduled")) {
        String query = "SELECT " + MessageRow.COLUMNS + " FROM tidings." + table;
        assertThatCode(() -> statement.execute(query)).as(table).doesNotThrowAnyException();
      }
    }
  }

  private static void insert(Connection connection, long position) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setLong(1, position);
      statement.setBytes(2, ByteBuffer.allocate(12).putLong(position).array());
      statement.setBytes(3, Publication.of("message " + position).data().toBytes());
      statement.executeUpdate();
    }
  }

  private static void migrate(DataSource source, String target) throws SQLException {
    SchemaMigration.configure(source, TableSchema.DEFAULT, List.of())
        .target(target)
        .load()
        .migrate();
  }

  private static DataSource newDatabase(DatabaseKind kind) {
    String name = "migration_" + UUID.randomUUID().toString().replace('-', '_');
    if (kind == DatabaseKind.H2) {
      return H2File.inMemory(name, "");
    }
    PostgresServer.shared().createDatabase(name);
    return PostgresServer.shared().source(name);
  }
}

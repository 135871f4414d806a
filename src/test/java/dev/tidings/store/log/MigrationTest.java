package dev.tidings.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tidings.api.Publication;
import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.H2File;
import dev.tidings.fixture.PostgresServer;
import dev.tidings.fixture.Wiring;
import dev.tidings.platform.database.SchemaMigration;
import dev.tidings.platform.database.jdbc.JdbcRunner;
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
  private static final Instant BEFORE_EXPIRY = Instant.parse("2026-01-01T12:00:00Z");
  private static final Wiring WIRING = new Wiring();

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
      migrate(source, "3");
      insert(connection, 2);
      migrate(source, "latest");
      connection.setAutoCommit(false);
      moveAll(connection);

      List<LogEntry> entries =
          WIRING
              .get(MessageLog.class)
              .read(connection, 1, 5, 1, 2, BEFORE_EXPIRY, 9, Long.MAX_VALUE)
              .entries();

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

  /** A large log, a part of which has expired and been removed. */
  @ParameterizedTest
  @EnumSource
  void messages_of_earlier_versions_keep_their_positions_and_everything_else(DatabaseKind kind)
      throws SQLException {
    DataSource source = newDatabase(kind);
    migrate(source, "3");
    try (Connection connection = source.getConnection()) {
      for (long position = 1; position <= 250; position++) {
        if (position <= 49 || position > 120) {
          insert(connection, position);
        }
      }
      migrate(source, "latest");
      connection.setAutoCommit(false);
      List<LogEntry> before = ofTable(connection);

      int steps = moveAll(connection);

      assertThat(steps).isEqualTo(2);
      assertThat(StoredSegments.messages(connection, 1)).hasSameSizeAs(before);
      assertThat(StoredSegments.messages(connection, 1))
          .usingRecursiveComparison()
          .isEqualTo(before);
      assertThat(ofTable(connection)).isEmpty();
      StoredSegments.assertAreSound(connection, 1);
      MessageLog log = WIRING.get(MessageLog.class);
      assertThat(log.end(connection, 1).at(5)).isEqualTo(251);
      assertThat(log.read(connection, 1, 5, 45, 250, BEFORE_EXPIRY, 10, Long.MAX_VALUE).entries())
          .extracting(LogEntry::position)
          .containsExactly(45L, 46L, 47L, 48L, 49L, 121L, 122L, 123L, 124L, 125L);
      assertThat(log.find(connection, 1, before.get(7).id()))
          .extracting(LogEntry::position)
          .containsExactly(8L);
      assertThat(log.exists(connection, before.get(150).id())).isTrue();
    }
  }

  private static List<LogEntry> ofTable(Connection connection) throws SQLException {
    return JdbcRunner.query(
        connection,
        "SELECT " + MessageRow.COLUMNS + " FROM tidings.message ORDER BY lane, position",
        JdbcRunner.NO_PARAMETERS,
        MessageRow::read);
  }

  /** Returns in how many steps that had anything to do. */
  private static int moveAll(Connection connection) throws SQLException {
    int steps = 0;
    while (WIRING.get(MessageTable.class).moveNext(connection) > 0) {
      connection.commit();
      steps++;
    }
    return steps;
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

package dev.tidings.platform.database;

import static dev.tidings.platform.database.H2OfTests.ask;
import static dev.tidings.platform.database.H2OfTests.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.database.h2.H2Internals;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commits that write and do not force, until the file is overwritten again and again, and then a
 * loss of power, after which the disk has only what was written last.
 */
class UnorderedDiskTest {
  private static final int ACCOUNTS = 200;
  private static final int COMMITS = 400;
  private static final int CUT_EVERY = 20;

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void one_whole_state_is_left(long seed) throws Exception {
    Random random = new Random(seed);
    UnorderedDisk disk = UnorderedDisk.create();
    try (Connection connection = open(UnorderedDisk.SCHEME, "live")) {
      openAccounts(connection);
      for (int i = 1; i <= COMMITS; i++) {
        move(connection, random.nextInt(ACCOUNTS), random.nextInt(ACCOUNTS));
        if (i % CUT_EVERY == 0) {
          disk.cut(temporary.resolve(i + ".mv.db"), random);
        }
      }
      assertThat(temporary.resolve("live.mv.db").toFile().length()).isLessThan(1_000_000);
    }

    for (int i = CUT_EVERY; i <= COMMITS; i += CUT_EVERY) {
      try (Connection connection = open("file", Integer.toString(i))) {
        assertThat(ask(connection, "SELECT count(*) FROM account")).isEqualTo(ACCOUNTS);
        assertThat(ask(connection, "SELECT sum(amount) FROM account")).isEqualTo(ACCOUNTS);
      }
    }
  }

  private Connection open(String scheme, String name) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:%s:%s;WRITE_DELAY=0;RETENTION_TIME=0".formatted(scheme, temporary.resolve(name)));
  }

  private static void openAccounts(Connection connection) throws SQLException {
    H2Internals.leaveWritingToCheckpoints(connection);
    execute(
        connection,
        "CREATE TABLE account (id INT PRIMARY KEY, amount INT, note VARCHAR(1000))",
        "INSERT INTO account SELECT x, 1, repeat('-', 500) FROM system_range(0, %d)"
            .formatted(ACCOUNTS - 1),
        "CHECKPOINT SYNC");
    for (int i = 0; i < 10; i++) {
      move(connection, i, i + 1);
    }
    // From here on H2 cannot make the file shorter, for which it would force it.
    execute(
        connection,
        "CREATE TABLE stays (note VARCHAR(1000))",
        "INSERT INTO stays VALUES (repeat('-', 500))",
        "CHECKPOINT SYNC");
  }

  private static void move(Connection connection, int from, int to) throws SQLException {
    connection.setAutoCommit(false);
    execute(
        connection,
        "UPDATE account SET amount = amount - 1 WHERE id = " + from,
        "UPDATE account SET amount = amount + 1 WHERE id = " + to);
    connection.commit();
    connection.setAutoCommit(true);
    execute(connection, "CHECKPOINT");
  }
}

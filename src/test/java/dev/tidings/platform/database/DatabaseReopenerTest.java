package dev.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.FakeTransactions;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.h2.H2Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database on a disk that is full for a while. */
class DatabaseReopenerTest {
  @TempDir private Path directory;

  private final AtomicInteger reopened = new AtomicInteger();
  private final List<Integer> stored = new ArrayList<>();
  private FullDisk disk;
  private OpenDatabase open;
  private KeepingPool pool;
  private Database database;

  @BeforeEach
  void open() {
    H2Engine engine = H2OfTests.engine(directory);
    disk = new FullDisk();
    open = OpenDatabase.open(engine);
    open.onReopened(reopened::incrementAndGet);
    pool = new KeepingPool(engine);
    database = new Database(pool, new FakeTransactions(), open);
    database.inTransaction(Durability.GUARANTEED, DatabaseReopenerTest::createTable);
  }

  @AfterEach
  void close() throws SQLException {
    open.flushes().close();
    pool.close();
    disk.close();
  }

  private static int createTable(Connection connection) throws SQLException {
    H2OfTests.execute(connection, "CREATE TABLE parcel (id INT PRIMARY KEY, data VARCHAR)");
    return 0;
  }

  @Test
  void what_was_answered_is_there_and_the_rest_is_not_there_twice() {
    store(1);
    disk.isFull = true;

    assertFails(ErrorType.OUTCOME_UNKNOWN, () -> store(2), "find out when it can");
    assertFails(ErrorType.UNAVAILABLE, () -> store(3), "No space left on device");
    assertFails(
        ErrorType.UNAVAILABLE, this::count, "goes on by itself", "opens the database again");
    disk.isFull = false;

    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> count() >= 1);
    store(4);
    assertThat(reopened).hasValueGreaterThan(0);
    assertThat(ids()).containsAll(stored).doesNotContain(3).doesNotHaveDuplicates();
    assertThat(stored).containsExactly(1, 4);
  }

  @Test
  void who_was_in_the_middle_is_told_that_nothing_was_stored() throws Exception {
    store(1);
    Connection before = pool.getConnection();
    before.setAutoCommit(false);
    H2OfTests.execute(before, "INSERT INTO parcel VALUES (5, '')");
    disk.isFull = true;
    assertFails(ErrorType.OUTCOME_UNKNOWN, () -> store(2));
    disk.isFull = false;
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> count() >= 1);

    assertThatThrownBy(before::commit).isInstanceOf(SQLException.class);
    before.rollback();
    before.setAutoCommit(true);
    H2OfTests.execute(before, "INSERT INTO parcel VALUES (6, '')");
    before.close();

    assertThat(ids()).contains(1, 6).doesNotContain(5);
  }

  @Test
  void a_call_that_began_before_is_not_told_that_it_is_on_disk() {
    assertFails(
        ErrorType.OUTCOME_UNKNOWN,
        () ->
            database.durably(
                () -> {
                  disk.isFull = true;
                  assertFails(ErrorType.OUTCOME_UNKNOWN, () -> store(2));
                  disk.isFull = false;
                  await()
                      .atMost(Duration.ofSeconds(30))
                      .ignoreExceptions()
                      .until(() -> count() >= 0);
                  return 0;
                }));
  }

  /** Nobody knows what is on it, and to open the file again would not tell. */
  @Test
  void a_disk_that_did_not_keep_what_it_took_is_a_case_for_people() {
    store(1);
    disk.isFailing = true;
    assertFails(ErrorType.OUTCOME_UNKNOWN, () -> store(2));
    disk.isFailing = false;

    await()
        .during(DatabaseReopener.FIRST_PAUSE.plusSeconds(1))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertFails(ErrorType.UNAVAILABLE, () -> store(3), "restart Tidings"));
    assertThat(reopened).hasValue(0);
  }

  private void store(int id) {
    database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          H2OfTests.execute(connection, "INSERT INTO parcel VALUES (%d, '')".formatted(id));
          return id;
        });
    stored.add(id);
  }

  private long count() {
    return database.read(connection -> H2OfTests.ask(connection, "SELECT count(*) FROM parcel"));
  }

  private List<Integer> ids() {
    return database.read(
        connection -> {
          List<Integer> ids = new ArrayList<>();
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery("SELECT id FROM parcel")) {
            while (rows.next()) {
              ids.add(rows.getInt(1));
            }
          }
          return ids;
        });
  }

  private static void assertFails(ErrorType type, ThrowingCallable call, String... details) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TidingsException.class,
            failure -> {
              assertThat(failure.type()).as(failure.getMessage()).isEqualTo(type);
              if (details.length > 0) {
                assertThat(failure.getMessage()).containsAnyOf(details);
              }
            });
  }
}

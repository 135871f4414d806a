package dev.tidings.platform.database;

import static dev.tidings.platform.database.BrokenPostgres.count;
import static dev.tidings.platform.database.BrokenPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.PostgresProxy.AtCommit;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller hears, and what is stored, when PostgreSQL or the way to it fails. */
class DatabaseOutcomeTest {
  private static final String DEADLOCK = "DO 'BEGIN RAISE EXCEPTION SQLSTATE ''40P01''; END'";

  private final AtomicInteger attempts = new AtomicInteger();
  private BrokenPostgres postgres;
  private Database database;

  @BeforeEach
  void connect() throws SQLException {
    postgres = new BrokenPostgres();
    database = postgres.database();
    assertThat(store()).isEqualTo(1);
  }

  @AfterEach
  void close() throws SQLException {
    postgres.close();
  }

  @Test
  void work_is_done_again_when_the_connection_broke_before_the_commit() throws Exception {
    int answer = database.inTransaction(Durability.GUARANTEED, this::storeAndBreakOnce);

    assertThat(answer).isEqualTo(1);
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void work_is_done_again_when_the_database_ended_its_session() throws Exception {
    postgres.endAllOthers();

    assertThat(store()).isEqualTo(1);
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void work_that_waits_for_a_connection_relies_on_no_session_that_ends_meanwhile()
      throws Exception {
    int places = postgres.engine().ownConnections();
    CountDownLatch taken = new CountDownLatch(places);
    CountDownLatch ended = new CountDownLatch(1);
    ExecutorService readers = Executors.newFixedThreadPool(places);
    IntStream.range(0, places).forEach(i -> readers.execute(() -> readAround(taken, ended)));
    taken.await();
    FutureTask<Integer> answer = new FutureTask<>(this::store);
    Thread waiting = new Thread(answer);
    waiting.start();
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

    postgres.endAllOthers();
    ended.countDown();

    assertThat(answer.get()).isEqualTo(1);
    assertThat(postgres.stored()).isEqualTo(2);
    readers.shutdown();
    assertThat(readers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  private void readAround(CountDownLatch taken, CountDownLatch ended) {
    database.read(
        connection -> {
          execute(connection, "SELECT 1");
          taken.countDown();
          awaitQuietly(ended);
          return execute(connection, "SELECT 1");
        });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void what_only_reads_is_done_again_too() throws Exception {
    postgres.endAllOthers();

    long stored =
        database.read(connection -> count(connection, "SELECT count(*) FROM " + postgres.table));

    assertThat(stored).isEqualTo(1);
  }

  @Test
  void work_is_done_again_when_the_database_preferred_another_transaction() throws Exception {
    int answer =
        database.inTransaction(
            Durability.BUFFERED,
            connection -> {
              int stored = insert(connection);
              if (attempts.get() < 4) {
                throw new SQLException("could not serialize", "40001");
              }
              return stored;
            });

    assertThat(answer).isEqualTo(1);
    assertThat(attempts).hasValue(4);
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void work_that_never_succeeds_is_given_up() {
    assertThatFails(
        ErrorType.UNAVAILABLE,
        () ->
            database.inTransaction(
                Durability.BUFFERED,
                connection -> {
                  attempts.incrementAndGet();
                  throw new SQLException("deadlock", "40P01");
                }));
    assertThat(attempts).hasValueBetween(2, 10);
  }

  @Test
  void a_statement_that_is_wrong_is_not_repeated() {
    assertThatFails(
        ErrorType.INTERNAL_ERROR,
        () ->
            database.inTransaction(
                Durability.BUFFERED,
                connection -> {
                  attempts.incrementAndGet();
                  return execute(connection, "SELECT nonsense");
                }));
    assertThat(attempts).hasValue(2);
  }

  @Test
  void a_database_that_is_away_is_unavailable_and_welcome_as_soon_as_it_is_back() throws Exception {
    postgres.proxy.refuse();
    assertThatFails(ErrorType.UNAVAILABLE, this::store);

    postgres.proxy.recover();

    assertThat(store()).isEqualTo(1);
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void nobody_knows_what_became_of_a_commit_without_an_answer() throws Exception {
    postgres.proxy.breakNextCommit(AtCommit.CUT_AFTER);
    assertThatFails(ErrorType.OUTCOME_UNKNOWN, this::store);
    assertThat(postgres.stored()).isEqualTo(2);

    postgres.proxy.breakNextCommit(AtCommit.CUT_BEFORE);
    assertThatFails(ErrorType.OUTCOME_UNKNOWN, this::store);
    assertThat(postgres.stored()).isEqualTo(2);

    assertThat(attempts).hasValue(3);
    assertThat(store()).isEqualTo(1);
  }

  @Test
  void work_is_done_again_when_the_database_refuses_what_was_written_behind() throws Exception {
    int answer =
        database.inTransaction(
            Durability.GUARANTEED,
            connection -> {
              int id = attempts.incrementAndGet();
              write(connection, id);
              // As a deadlock that the database finds only then.
              DeferredUpdate.run(
                  connection,
                  new DeferredUpdate(id < 4 ? DEADLOCK : "SELECT 1", JdbcRunner.NO_PARAMETERS));
              return id;
            });

    assertThat(answer).isEqualTo(4);
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void what_is_written_behind_and_wrong_is_an_error_and_nothing_is_stored() throws Exception {
    assertThatFails(
        ErrorType.INTERNAL_ERROR,
        () ->
            database.inTransaction(
                Durability.GUARANTEED,
                connection -> {
                  write(connection, attempts.incrementAndGet());
                  write(connection, 1);
                  return 0;
                }));

    assertThat(attempts).hasValue(2);
    assertThat(postgres.stored()).isEqualTo(1);
  }

  @Test
  void what_was_written_behind_is_lost_or_stored_with_its_commit() throws Exception {
    postgres.proxy.breakNextCommit(AtCommit.CUT_AFTER);
    assertThatFails(ErrorType.OUTCOME_UNKNOWN, this::writeOne);
    assertThat(postgres.stored()).isEqualTo(2);

    postgres.proxy.breakNextCommit(AtCommit.CUT_BEFORE);
    assertThatFails(ErrorType.OUTCOME_UNKNOWN, this::writeOne);
    assertThat(postgres.stored()).isEqualTo(2);
  }

  private int writeOne() {
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          write(connection, attempts.incrementAndGet());
          return 0;
        });
  }

  private void write(Connection connection, int id) throws SQLException {
    DeferredUpdate.run(
        connection,
        new DeferredUpdate(
            "INSERT INTO %s VALUES (?)".formatted(postgres.table),
            parameters -> parameters.add(id)));
  }

  @Test
  void a_commit_that_was_done_is_found() throws Exception {
    postgres.proxy.breakNextCommit(AtCommit.CUT_AFTER);

    assertThat(storeAndFindOut()).isEqualTo("found");
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void work_whose_commit_never_arrived_is_done_again() throws Exception {
    postgres.proxy.breakNextCommit(AtCommit.CUT_BEFORE);

    assertThat(storeAndFindOut()).isEqualTo("stored");
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void a_commit_that_is_still_on_its_way_is_waited_for() throws Exception {
    postgres.proxy.breakNextCommit(AtCommit.CUT_AND_DELAY);

    CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::storeAndFindOut);
    await().until(this::isSomebodyWaitingForALock);
    assertThat(postgres.stored()).isEqualTo(1);
    postgres.proxy.releaseCommit();

    assertThat(answer.join()).isEqualTo("found");
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void a_commit_is_found_whose_flush_broke() throws Exception {
    CommitResult<String> commitResult = commitAndFindOut();
    postgres.endFlushing();

    assertThat(commitResult.awaitDurable()).isEqualTo("found");
    assertThat(postgres.stored()).isEqualTo(2);
    assertThat(store()).isEqualTo(1);
  }

  /** A database that crashes forgets what it has not flushed; and it ends all sessions. */
  @Test
  void work_is_done_again_whose_commit_the_database_has_lost() throws Exception {
    CommitResult<String> commitResult = commitAndFindOut();
    postgres.endFlushing();
    execute(postgres.witness(), "DELETE FROM %s WHERE id = 2".formatted(postgres.table));

    assertThat(commitResult.awaitDurable()).isEqualTo("stored");
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void nobody_knows_what_became_of_a_commit_whose_flush_broke() throws Exception {
    CommitResult<Integer> commitResult = database.commit(Durability.GUARANTEED, this::insert);
    CommitResult<Integer> promisedNothing = database.commit(Durability.BUFFERED, this::insert);
    postgres.endFlushing();

    assertThatFails(ErrorType.OUTCOME_UNKNOWN, commitResult::awaitDurable);
    assertThat(promisedNothing.awaitDurable()).isEqualTo(1);
  }

  @Test
  void what_was_answered_is_on_disk() throws Exception {
    CommitResult<Integer> commitResult = database.commit(Durability.GUARANTEED, this::insert);
    String end = postgres.endOfLog();

    commitResult.awaitDurable();

    assertThat(postgres.isOnDisk(end)).isTrue();
  }

  @Test
  void what_cannot_be_found_out_stays_unknown() {
    postgres.proxy.breakNextCommit(AtCommit.CUT_AFTER);

    assertThatFails(
        ErrorType.OUTCOME_UNKNOWN,
        () ->
            database.commit(
                Durability.GUARANTEED,
                connection -> "" + insert(connection),
                connection -> {
                  throw new SQLException("no such table", "42P01");
                }));
  }

  @Test
  void in_a_transaction_of_the_container_nothing_is_repeated() {
    postgres.transactions.begin();

    assertThatFails(
        ErrorType.UNAVAILABLE,
        () -> database.inTransaction(Durability.GUARANTEED, this::storeAndBreakOnce));

    assertThat(attempts).hasValue(2);
    assertThat(postgres.transactions.getRollbackOnly()).isTrue();
    postgres.transactions.end(Status.STATUS_ROLLEDBACK);
  }

  private int store() {
    return database.inTransaction(Durability.GUARANTEED, this::insert);
  }

  private int storeAndBreakOnce(Connection connection) throws SQLException {
    int stored = insert(connection);
    if (attempts.get() == 2) {
      postgres.proxy.cutAll();
      count(connection, "SELECT 1");
    }
    return stored;
  }

  /** The row locked stands for the topic's: who has not committed yet still has it. */
  private CommitResult<String> commitAndFindOut() {
    int id = attempts.get() + 1;
    return database.commit(
        Durability.GUARANTEED,
        connection -> {
          lockTheFirst(connection);
          insert(connection);
          return "stored";
        },
        connection -> {
          lockTheFirst(connection);
          String query = "SELECT count(*) FROM %s WHERE id = %d".formatted(postgres.table, id);
          return count(connection, query) == 1 ? Optional.of("found") : Optional.empty();
        });
  }

  private String storeAndFindOut() {
    return commitAndFindOut().awaitDurable();
  }

  private void lockTheFirst(Connection connection) throws SQLException {
    execute(connection, "SELECT id FROM %s WHERE id = 1 FOR UPDATE".formatted(postgres.table));
  }

  private int insert(Connection connection) throws SQLException {
    return postgres.insert(connection, attempts.incrementAndGet());
  }

  private boolean isSomebodyWaitingForALock() throws SQLException {
    return count(
            postgres.witness(),
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name = 'tidings' AND wait_event_type = 'Lock'""")
        > 0;
  }

  private static void assertThatFails(ErrorType type, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TidingsException.class, failure -> assertThat(failure.type()).isEqualTo(type));
  }
}

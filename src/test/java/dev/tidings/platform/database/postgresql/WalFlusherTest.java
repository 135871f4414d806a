package dev.tidings.platform.database.postgresql;

import static dev.tidings.platform.database.BrokenPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.platform.database.BrokenPostgres;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.FlushTimes;
import dev.tidings.platform.database.engine.GroupFlush;
import dev.tidings.platform.database.engine.ReconnectingConnections;
import dev.tidings.platform.database.jdbc.UnknownOutcomeException;
import dev.tidings.platform.metrics.Histogram;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a flush on PostgreSQL is worth, and for whom. */
class WalFlusherTest {
  private static final long MORE_THAN_A_SECOND = Duration.ofMillis(1001).toNanos();

  private final AtomicLong nanos = new AtomicLong();
  private BrokenPostgres postgres;
  private ReconnectingConnections server;
  private WalFlusher flushes;

  @BeforeEach
  void connect() throws SQLException {
    postgres = new BrokenPostgres();
    server = new ReconnectingConnections(postgres.engine()::connect, nanos::get);
    flushes = flushes(server);
  }

  @AfterEach
  void close() throws SQLException {
    postgres.close();
  }

  @Test
  void a_flush_puts_on_disk_what_another_session_has_committed() throws Exception {
    try (Connection connection = postgres.engine().connect()) {
      execute(connection, "SET synchronous_commit TO off");
      Supplier<GroupFlush.Flush> begun = flushes.begin(Durability.GUARANTEED);
      postgres.insert(connection, 1);
      String end = postgres.endOfLog();

      begun.get().run();

      assertThat(postgres.isOnDisk(end)).isTrue();
    }
  }

  @Test
  void a_flush_is_counted_and_takes_some_time() throws Exception {
    Histogram.Snapshot before = FlushTimes.histogram().snapshot();

    flush();

    Histogram.Snapshot after = FlushTimes.histogram().snapshot();
    assertThat(count(after)).isEqualTo(count(before) + 1);
    assertThat(after.sum()).isGreaterThan(before.sum());
  }

  private static long count(Histogram.Snapshot snapshot) {
    return snapshot.buckets().stream().mapToLong(Histogram.Bucket::count).sum();
  }

  @Test
  void those_who_wait_for_a_session_that_ends_learn_nothing() throws Exception {
    Supplier<GroupFlush.Flush> begun = flushes.begin(Durability.GUARANTEED);
    GroupFlush.Flush committed = flushes.begin(Durability.GUARANTEED).get();
    postgres.endFlushing();

    assertThatThrownBy(committed::run).isInstanceOf(UnknownOutcomeException.class);
    assertThatThrownBy(begun.get()::run).isInstanceOf(UnknownOutcomeException.class);
    flush();
  }

  /** The database may have crashed between, and have lost what was committed before. */
  @Test
  void a_session_serves_nobody_who_began_before_it() throws Exception {
    Supplier<GroupFlush.Flush> begun = flushes.begin(Durability.GUARANTEED);
    postgres.endFlushing();
    nanos.addAndGet(MORE_THAN_A_SECOND);
    flush();

    assertThatThrownBy(begun.get()::run).isInstanceOf(UnknownOutcomeException.class);
  }

  @Test
  void a_session_that_was_not_used_for_a_while_is_asked_before_anybody_relies_on_it()
      throws Exception {
    postgres.endFlushing();
    nanos.addAndGet(MORE_THAN_A_SECOND);

    flush();
  }

  @Test
  void a_session_is_asked_when_another_one_was_found_broken() throws Exception {
    postgres.endFlushing();
    nanos.incrementAndGet();
    server.suspectAll();

    flush();
  }

  @Test
  void a_session_that_answers_stays() throws Exception {
    Supplier<GroupFlush.Flush> begun = flushes.begin(Durability.GUARANTEED);
    nanos.addAndGet(MORE_THAN_A_SECOND);
    flush();

    begun.get().run();
  }

  @Test
  void nothing_begins_while_the_database_is_away() throws Exception {
    postgres.proxy.refuse();
    nanos.addAndGet(MORE_THAN_A_SECOND);
    assertThatThrownBy(() -> flushes.begin(Durability.GUARANTEED))
        .isInstanceOfSatisfying(
            SQLException.class, failure -> assertThat(failure.getSQLState()).startsWith("08"));

    postgres.proxy.recover();

    flush();
  }

  @Test
  void what_is_not_guaranteed_waits_for_nothing() throws Exception {
    postgres.proxy.refuse();
    nanos.addAndGet(MORE_THAN_A_SECOND);

    flushes.begin(Durability.BUFFERED).get().run();
  }

  @Test
  void all_who_come_while_somebody_fails_to_connect_fail_with_him() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch refusal = new CountDownLatch(1);
    ReconnectingConnections slow =
        new ReconnectingConnections(
            () -> {
              attempts.incrementAndGet();
              awaitUninterruptibly(refusal);
              throw new SQLException("no way", "08001");
            },
            nanos::get);
    WalFlusher waiting = flushes(slow);
    postgres.endFlushing();
    nanos.addAndGet(MORE_THAN_A_SECOND);
    List<FutureTask<?>> tasks =
        Stream.generate(() -> new FutureTask<>(() -> waiting.begin(Durability.GUARANTEED)))
            .limit(5)
            .<FutureTask<?>>map(task -> task)
            .toList();
    List<Thread> threads = tasks.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    await().until(() -> threads.stream().allMatch(WalFlusherTest::isWaiting));

    refusal.countDown();

    for (FutureTask<?> task : tasks) {
      assertThatThrownBy(task::get).hasRootCauseMessage("no way");
    }
    assertThat(attempts).hasValue(1);
  }

  private WalFlusher flushes(ReconnectingConnections others) throws SQLException {
    return postgres.closeInTheEnd(new WalFlusher(postgres.engine().connect(), others));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException unwanted) {
      throw new IllegalStateException(unwanted);
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private void flush() throws SQLException {
    Supplier<GroupFlush.Flush> begun = flushes.begin(Durability.GUARANTEED);
    execute(postgres.witness(), "INSERT INTO %s VALUES (%d)".formatted(postgres.table, 9));
    begun.get().run();
  }
}

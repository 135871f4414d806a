package dev.tidings.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.PageRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.cluster.ChangedTopics;
import dev.tidings.platform.cluster.ClusterNotifier;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.settings.Settings;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the pool of a container and its transactions make of a database that ends sessions. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class RecoveryTests extends EjbContractServer implements TransactionContract {
  /** Tests that end sessions: what comes after them may meet one of these. */
  private static final int LAST = Integer.MAX_VALUE;

  private static final Duration SOON = Duration.ofSeconds(5);

  @Inject Settings settings;
  @Inject ClusterNotifier clusterNotifier;

  private PostgresAdministrator administrator;
  private final String fresh = UUID.randomUUID().toString();

  @BeforeEach
  void know_the_administrator() {
    administrator = new PostgresAdministrator(settings);
  }

  @Test
  @Order(LAST)
  void when_all_sessions_were_ended_work_of_its_own_succeeds_at_once() throws Exception {
    administrator.endAllSessions();

    AppendingBean.insert(database, Durability.GUARANTEED, fresh);

    assertThat(stored(fresh)).isEqualTo(1);
  }

  @Test
  @Order(LAST)
  void when_all_sessions_were_ended_transactions_of_the_container_succeed_soon() throws Exception {
    administrator.endAllSessions();

    await().atMost(SOON).until(this::insertInTransaction);

    assertThat(stored(fresh)).isEqualTo(1);
  }

  @Test
  @Order(LAST)
  void when_all_sessions_were_ended_entities_are_found_soon() throws Exception {
    administrator.endAllSessions();

    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(administration.topics(new PageRequest(0, 1, ""))).isNotNull());
  }

  @Test
  @Order(LAST)
  void a_session_that_ends_within_a_transaction_makes_it_unavailable_and_rolls_it_back()
      throws Exception {
    if (!administrator.isThere()) {
      return;
    }
    transaction.begin();
    AppendingBean.insert(database, Durability.GUARANTEED, fresh);
    administrator.endAllSessions();

    assertFails(
        ErrorType.UNAVAILABLE,
        () -> AppendingBean.insert(database, Durability.GUARANTEED, UUID.randomUUID().toString()));
    assertThatThrownBy(transaction::commit).isInstanceOf(Exception.class);

    assertThat(stored(fresh)).isZero();
    AppendingBean.insert(database, Durability.GUARANTEED, fresh);
    assertThat(stored(fresh)).isEqualTo(1);
  }

  @Test
  @Order(LAST)
  void a_session_that_ends_within_the_commit_leaves_the_outcome_unknown() throws Exception {
    if (!administrator.isThere()) {
      return;
    }
    String mortal = administrator.createTableThatEndsTheSessionAtItsFirstCommit();

    assertFails(
        ErrorType.OUTCOME_UNKNOWN,
        () -> database.inTransaction(Durability.GUARANTEED, open -> insertInto(mortal, open)));

    assertThat(count("SELECT count(*) FROM " + mortal)).isZero();
  }

  @Test
  @Order(LAST)
  void work_that_can_be_looked_up_is_done_again_when_its_commit_was_not() throws Exception {
    if (!administrator.isThere()) {
      return;
    }
    String mortal = administrator.createTableThatEndsTheSessionAtItsFirstCommit();

    int answer =
        database
            .commit(
                Durability.GUARANTEED, open -> insertInto(mortal, open), open -> Optional.empty())
            .awaitDurable();

    assertThat(answer).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM " + mortal)).isEqualTo(1);
  }

  @Test
  @Order(LAST)
  void two_who_wait_for_each_other_both_succeed() throws Exception {
    String other = UUID.randomUUID().toString();
    AppendingBean.insert(database, Durability.GUARANTEED, fresh);
    AppendingBean.insert(database, Durability.GUARANTEED, other);
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch bothHaveOne = new CountDownLatch(2);

    Future<Integer> second = executor.submit(() -> lockBoth(other, fresh, bothHaveOne, attempts));
    int first = lockBoth(fresh, other, bothHaveOne, attempts);

    assertThat(first + second.get(20, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(attempts).hasValueGreaterThan(2);
  }

  @Test
  @Order(LAST)
  void long_work_is_allowed_in_transactions_of_both_kinds() throws Exception {
    if (!administrator.isThere()) {
      return;
    }

    assertThat(database.inTransaction(Durability.BUFFERED, this::timeLimitOfLongWork))
        .isEqualTo("30min");
    transaction.begin();
    assertThat(database.inTransaction(Durability.BUFFERED, this::timeLimitOfLongWork))
        .isEqualTo("30min");
    transaction.commit();
    String usual =
        database.read(open -> PostgresAdministrator.text(open, "SHOW statement_timeout"));
    assertThat(usual).isEqualTo("10s");
  }

  @Test
  @Order(LAST)
  void what_another_server_announces_is_heard() throws Exception {
    Queue<ChangedTopics> heard = new ConcurrentLinkedQueue<>();
    clusterNotifier.listen(heard::add);
    clusterNotifier.announce(Set.of(1L));
    if (!administrator.isThere()) {
      assertThat(heard).isEmpty();
      return;
    }

    await()
        .until(
            () -> {
              administrator.execute("NOTIFY tidings, 'abc:23,42'");
              return heard.contains(ChangedTopics.of(Set.of(23L, 42L)));
            });
    assertThat(heard).doesNotContain(ChangedTopics.of(Set.of(1L)));
  }

  private boolean insertInTransaction() throws Exception {
    transaction.begin();
    try {
      AppendingBean.insert(database, Durability.GUARANTEED, fresh);
    } catch (TidingsException failure) {
      assertThat(failure.type()).isEqualTo(ErrorType.UNAVAILABLE);
      transaction.rollback();
      return false;
    }
    transaction.commit();
    return true;
  }

  private int lockBoth(String one, String two, CountDownLatch bothHaveOne, AtomicInteger attempts) {
    return database.inTransaction(
        Durability.BUFFERED,
        open -> {
          attempts.incrementAndGet();
          lock(open, one);
          bothHaveOne.countDown();
          awaitQuietly(bothHaveOne);
          lock(open, two);
          return 1;
        });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void lock(Connection open, String name) throws SQLException {
    PostgresAdministrator.execute(
        open, "SELECT name FROM parcel WHERE name = '%s' FOR UPDATE".formatted(name));
  }

  private String timeLimitOfLongWork(Connection open) throws SQLException {
    database.allowLongWork(open);
    return PostgresAdministrator.text(open, "SHOW statement_timeout");
  }

  private static int insertInto(String table, Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      return statement.executeUpdate("INSERT INTO %s VALUES (1)".formatted(table));
    }
  }

  private long stored(String name) {
    return count("SELECT count(*) FROM parcel WHERE name = '%s'".formatted(name));
  }

  private long count(String sql) {
    return Long.parseLong(database.read(open -> PostgresAdministrator.text(open, sql)));
  }

  private static void assertFails(ErrorType type, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TidingsException.class, failure -> assertThat(failure.type()).isEqualTo(type));
  }
}

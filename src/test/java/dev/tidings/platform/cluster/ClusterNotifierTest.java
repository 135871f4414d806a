package dev.tidings.platform.cluster;

import static dev.tidings.platform.database.BrokenPostgres.configuration;
import static dev.tidings.platform.database.BrokenPostgres.count;
import static dev.tidings.platform.database.BrokenPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.platform.database.BrokenPostgres;
import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.h2.H2Engine;
import dev.tidings.platform.settings.Setting;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

class ClusterNotifierTest {
  /** An announcer has asked whether anybody listens, and does nothing more. */
  private static final String HAS_LOOKED =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE application_name = 'tidings' AND state = 'idle' AND query LIKE '%pg_locks%'""";

  private final List<Thread> threads = new ArrayList<>();
  private final Queue<ChangedTopics> heardByOne = new ConcurrentLinkedQueue<>();
  private final Queue<ChangedTopics> heardByOther = new ConcurrentLinkedQueue<>();
  private BrokenPostgres postgres;
  private ClusterNotifier one;
  private ClusterNotifier other;

  @BeforeEach
  void have_two_servers_that_hear_each_other() throws SQLException {
    postgres = new BrokenPostgres();
    one = server(postgres.engine());
    other = server(postgres.engine());
    one.listen(heardByOne::add);
    other.listen(heardByOther::add);
    await().until(() -> heardByOne.size() == 2 && heardByOther.size() == 2);
    assertThat(heardByOne).allMatch(ChangedTopics::isAny);
    heardByOne.clear();
    heardByOther.clear();
  }

  @AfterEach
  void stop() throws SQLException {
    one.stop();
    other.stop();
    assertThat(threads).noneMatch(Thread::isAlive);
    postgres.close();
  }

  @Test
  void a_server_hears_what_others_announce_and_not_what_it_says_itself() {
    one.announce(Set.of(1L, 2L));
    other.announce(Set.of(3L));

    await().until(() -> !heardByOne.isEmpty() && !heardByOther.isEmpty());
    assertThat(heardByOther).containsExactly(ChangedTopics.of(Set.of(1L, 2L)));
    assertThat(heardByOne).containsExactly(ChangedTopics.of(Set.of(3L)));
  }

  @Test
  void many_announcements_at_once_are_few_and_complete() {
    LongStream.range(0, 300).forEach(id -> one.announce(Set.of(id)));

    await()
        .untilAsserted(
            () ->
                assertThat(LongStream.range(0, 300))
                    .allMatch(id -> heardByOther.stream().anyMatch(heard -> heard.mayInclude(id))));
    assertThat(heardByOther).hasSizeLessThan(100);
  }

  @Test
  void too_many_topics_for_one_announcement_are_any() {
    one.announce(LongStream.range(0, 1_000).boxed().toList());

    await().until(() -> !heardByOther.isEmpty());
    assertThat(heardByOther).containsExactly(ChangedTopics.any());
  }

  @Test
  void what_somebody_else_sends_is_ignored() throws Exception {
    execute(postgres.witness(), "NOTIFY tidings, 'not ours'");
    one.announce(Set.of(1L));

    await().until(() -> !heardByOther.isEmpty());
    assertThat(heardByOther).containsExactly(ChangedTopics.of(Set.of(1L)));
  }

  @Test
  void a_server_that_is_alone_says_nothing_until_another_one_listens() throws Exception {
    other.stop();
    await().until(() -> listening() == 1);
    execute(postgres.witness(), "LISTEN tidings");
    one.announce(Set.of(1L));
    await().until(() -> count(postgres.witness(), HAS_LOOKED) == 1);

    other = server(postgres.engine());
    other.listen(heardByOther::add);

    await()
        .until(
            () -> {
              one.announce(Set.of(2L));
              return heardByOther.contains(ChangedTopics.of(Set.of(2L)));
            });
    PGNotification[] all = postgres.witness().unwrap(PGConnection.class).getNotifications();
    execute(postgres.witness(), "UNLISTEN tidings");
    assertThat(all).isNotEmpty().noneMatch(one -> one.getParameter().endsWith(":1"));
  }

  private long listening() throws SQLException {
    return count(
        postgres.witness(),
        """
        SELECT count(DISTINCT objid) FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 2""");
  }

  @Test
  void a_consumer_that_fails_hears_the_next_announcement() {
    ClusterNotifier third = server(postgres.engine());
    Queue<ChangedTopics> heard = new ConcurrentLinkedQueue<>();
    third.listen(
        topics -> {
          heard.add(topics);
          if (topics.mayInclude(1) && !topics.isAny()) {
            throw new IllegalStateException("on purpose");
          }
        });
    await().until(() -> heard.size() == 2);

    one.announce(Set.of(1L));
    await().until(() -> heard.size() == 3);
    one.announce(Set.of(2L));

    await().until(() -> heard.contains(ChangedTopics.of(Set.of(2L))));
    third.stop();
  }

  @Test
  void when_the_database_is_back_anything_may_have_changed_and_all_hear_each_other() {
    one.announce(Set.of(1L));
    await().until(() -> !heardByOther.isEmpty());

    postgres.proxy.refuse();
    other.announce(Set.of(2L));
    heardByOther.clear();
    postgres.proxy.recover();

    await().until(() -> heardByOther.contains(ChangedTopics.any()));
    await()
        .until(
            () -> {
              one.announce(Set.of(3L));
              return heardByOther.contains(ChangedTopics.of(Set.of(3L)));
            });
  }

  @Test
  void a_listener_whose_session_was_ended_listens_again() throws Exception {
    postgres.endAllOthers();

    await().until(() -> heardByOther.contains(ChangedTopics.any()));
  }

  @Test
  void where_the_database_is_not_shared_nothing_happens(@TempDir Path directory) {
    DatabaseEngine embedded =
        new H2Engine(configuration(Map.of(Setting.DATA_DIR, directory.toString())));
    ClusterNotifier alone = server(embedded);
    int before = threads.size();

    alone.listen(heardByOne::add);
    alone.announce(Set.of(1L));
    alone.stop();

    assertThat(threads).hasSize(before);
    assertThat(heardByOne).isEmpty();
  }

  private ClusterNotifier server(DatabaseEngine databaseEngine) {
    return new ClusterNotifier(
        databaseEngine,
        task -> {
          Thread thread = new Thread(task);
          threads.add(thread);
          return thread;
        });
  }
}

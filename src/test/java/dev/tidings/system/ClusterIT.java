package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.system.Competitor.Competition;
import jakarta.json.JsonObject;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two servers on one PostgreSQL, of which each may be killed, are one to their clients. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("slow")
class ClusterIT extends ClusterNodes {
  /** Tests that kill a server: after the last one nobody has to start another. */
  private static final int LAST = Integer.MAX_VALUE;

  private static final int EXPIRING = 40;
  private static final int WATCHERS = 200;
  private static final int SECONDS = 5;

  /** How a reading of all queues begins. */
  private static final String READING =
      "SELECT count(*), COALESCE(sum(id), 0), COALESCE(sum(version), 0) FROM tidings.topic";

  @Test
  void receivers_at_both_servers_never_hold_the_same_and_together_get_everything_once()
      throws Exception {
    List<String> all = IntStream.range(0, 400).mapToObj(number -> "m" + number).toList();
    Set<String> toReject = Set.of("m7", "m77", "m177", "m277", "m377");
    Competition competition = new Competition(all.size(), toReject, 4);
    List<WorkerGroup.Work> work = new ArrayList<>();
    for (ClusterServer server : List.of(first, second)) {
      work.add(new Competitor(queue, server, competition));
      work.add(new Competitor(queue, server, competition));
    }
    work.add(() -> all.subList(0, 200).forEach(data -> queue.publish(first, data)));
    work.add(() -> all.subList(200, 400).forEach(data -> queue.publish(second, data)));

    WorkerGroup.runAtOnce(work);

    assertThat(competition.counts().keySet()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(competition.counts())
        .allSatisfy(
            (data, counts) ->
                assertThat(counts).isEqualTo(toReject.contains(data) ? List.of(1, 2) : List.of(1)));
    assertThat(queue.depth(first)).isZero();
    assertThat(queue.depth(second)).isZero();
  }

  @Test
  void two_hundred_watchers_of_a_server_cost_one_reading_a_second() throws Exception {
    try (StatementLog log = new StatementLog(cluster.connect());
        Watchers watchers = new Watchers(first.port(), WATCHERS)) {
      patiently().until(() -> watchers.least() > 1);
      long place = log.place();
      long before = watchers.most();

      patiently().until(() -> watchers.least() >= before + SECONDS);

      long seconds = watchers.most() - before;
      List<String> statements = log.of(Cluster.FIRST, place);
      watchers.requireAll();
      assertThat(statements)
          .filteredOn(statement -> statement.startsWith(READING))
          .as("readings of %d seconds", seconds)
          .hasSizeBetween(SECONDS - 1, (int) seconds + 2);
      // If each of the watchers cost but one statement a second, there would be more.
      assertThat(statements).hasSizeLessThan(WATCHERS * SECONDS);
    }
  }

  @Test
  @Order(LAST)
  void what_a_killed_server_had_leased_comes_back_at_the_other_when_its_leases_end() {
    queue.publish(first, "for long");
    JsonObject lasting = leased(second, "PT1H");
    queue.publish(first, "for a while");
    JsonObject brief = leased(second, "PT2S");

    second.kill();

    JsonObject again = next(queue.receiveLater(first));
    assertThat(again.getString("data")).isEqualTo("for a while");
    assertThat(again.getInt("delivery_count")).isEqualTo(2);
    assertThat(queue.acknowledge(first, List.of(brief, again, lasting)))
        .containsExactly("expired", "done", "done");
    assertThat(queue.depth(first)).isZero();
  }

  private JsonObject leased(ClusterServer at, String lease) {
    JsonObject order = ClusterQueue.order(10).add("lease", lease).build();
    return next(queue.receive(at, order));
  }

  private static JsonObject next(Answer answer) {
    List<JsonObject> messages = ClusterQueue.messages(answer);
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  @Test
  @Order(LAST)
  void what_a_killed_server_held_back_is_delivered_by_the_other() {
    queue.publish(second, message("later").add("deliver_after", 3_000));

    second.kill();

    assertReceived(queue.receiveLater(first), "later");
  }

  @Test
  void while_somebody_cleans_up_no_server_does() throws Exception {
    try (LockHolder somebody = new LockHolder(cluster.connect())) {
      somebody.lockHousekeeping();
      publishWhatExpires();

      letBothComeAndGo(somebody);
      letBothComeAndGo(somebody);

      assertThat(expiring()).isEqualTo(EXPIRING);
    }

    assertCleanedOnce();
  }

  /** The second time, the first round of each is over. */
  private static void letBothComeAndGo(LockHolder somebody) throws Exception {
    Savepoint before = somebody.stopAtHousekeeping();
    patiently().until(() -> somebody.waiting().equals(Set.of(Cluster.FIRST, Cluster.SECOND)));
    somebody.letGoOn(before);
  }

  @Test
  @Order(LAST)
  void when_the_one_that_cleans_up_is_killed_the_other_goes_on() throws Exception {
    try (LockHolder topic = new LockHolder(cluster.connect())) {
      try (LockHolder somebody = new LockHolder(cluster.connect())) {
        somebody.lockHousekeeping();
        publishWhatExpires();
        topic.lockTopic(queue.topicId());
      }
      patiently().until(() -> topic.waiting().size() == 1);
      String cleaning = topic.waiting().iterator().next();
      String other = cleaning.equals(Cluster.FIRST) ? Cluster.SECOND : Cluster.FIRST;

      cluster.server(cleaning).kill();

      patiently().until(() -> topic.waiting().contains(other));
    }

    assertCleanedOnce();
  }

  private void publishWhatExpires() {
    for (int number = 0; number < EXPIRING; number++) {
      queue.publish(first, message("m" + number).add("expiration", 1));
    }
    queue.publish(first, "living");
  }

  private long expiring() throws Exception {
    return cluster.number(
        "SELECT count(*) FROM tidings.expiring WHERE topic_id = ?", queue.topicId());
  }

  /** What is cleaned twice and counted twice would be missing from the depth. */
  private void assertCleanedOnce() {
    ClusterServer alive = first.isUp() ? first : second;
    patiently().until(() -> expiring() == 0);
    assertThat(queue.depth(alive)).isEqualTo(1);
    assertThat(data(queue.receive(alive))).containsExactly("living");
  }
}

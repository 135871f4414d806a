package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who waits at one server learns of everything that happens at the other. */
abstract class ClusterWaits extends ClusterScene {

  @Test
  void who_waits_at_one_server_gets_what_is_published_at_the_other() {
    CompletableFuture<Answer> atFirst = queue.waitAt(first);
    queue.publish(second, "from the second");
    assertReceived(atFirst.join(), "from the second");

    CompletableFuture<Answer> atSecond = queue.waitAt(second);
    queue.publish(first, "from the first");
    assertReceived(atSecond.join(), "from the first");
  }

  @Test
  void a_server_hears_what_the_other_announces() {
    CompletableFuture<Answer> waiting = queue.waitAt(first);

    assertHears(first, waiting);
  }

  @Test
  void a_server_whose_sessions_were_ended_hears_the_other_again() throws Exception {
    CompletableFuture<Answer> waiting = queue.waitAt(first);

    cluster.endSessions(Cluster.FIRST);

    assertHears(first, waiting);
  }

  /**
   * Who is not allowed to receive any more learns it when somebody wakes him, and no look at his
   * queue, where nothing is, does. What wakes him is for others.
   */
  private void assertHears(ClusterServer server, CompletableFuture<Answer> waiting) {
    String another = queue.subscribeAnother(second);
    deactivate(server);
    assertThat(waiting).isNotDone();

    patiently()
        .until(
            () -> {
              queue.publish(second, message("for another").add("deliver_to", list(another)));
              return waiting.isDone();
            });

    assertRefused(waiting.join(), 403, "topic-not-accessible");
  }

  @Test
  void what_was_announced_in_vain_is_found_all_the_same() {
    CompletableFuture<Answer> waiting = queue.waitAt(first);
    int before = cluster.proxy().lostNotifications();
    cluster.proxy().loseNotifications();
    try {
      queue.publish(second, "unheard");

      assertReceived(waiting.join(), "unheard");
      patiently().until(() -> cluster.proxy().lostNotifications() > before);
    } finally {
      cluster.proxy().recover();
    }
  }

  @Test
  void who_loses_the_permission_at_one_server_waits_no_more_at_the_other() {
    CompletableFuture<Answer> waiting = queue.waitAt(first);

    queue.changeEndpoint(second, Json.createObjectBuilder().add("patterns", list()).build());

    assertRefused(waiting.join(), 404, "not-subscribed");
  }

  @Test
  void who_is_deactivated_at_one_server_gets_nothing_at_the_other() {
    CompletableFuture<Answer> waiting = queue.waitAt(first);
    deactivate(first);

    queue.publish(second, "for nobody yet");

    assertRefused(waiting.join(), 403, "topic-not-accessible");
    queue.changeEndpoint(second, Json.createObjectBuilder().add("is_active", true).build());
    List<JsonObject> kept = queue.receive(second);
    assertThat(data(kept)).containsExactly("for nobody yet");
    assertThat(kept.get(0).getInt("delivery_count")).isEqualTo(1);
  }

  @Test
  void whose_password_is_changed_at_one_server_gets_nothing_with_the_old_one_at_the_other() {
    CompletableFuture<Answer> waiting = queue.waitAt(first);
    changePassword("another-password");
    patiently().until(() -> queue.status(first).status() == 401);

    queue.publish(second, "for the new password");

    assertRefused(waiting.join(), 401, "not-authenticated");
    changePassword(Setup.PASSWORD);
    patiently().until(() -> queue.status(second).status() == 200);
    List<String> expected = List.of("for the new password");
    patiently().until(() -> data(queue.receive(second)).equals(expected));
  }

  private void changePassword(String password) {
    queue.changeEndpoint(second, Json.createObjectBuilder().add("password", password).build());
  }

  /** At the second server; returns when that one knows it too. */
  private void deactivate(ClusterServer server) {
    queue.changeEndpoint(second, Json.createObjectBuilder().add("is_active", false).build());
    patiently().until(() -> queue.status(server).status() == 401);
  }

  @Test
  void who_waits_at_one_server_for_a_topic_that_the_other_renames_gets_what_comes_then() {
    CompletableFuture<Answer> waiting = queue.waitAt(first);

    queue.rename(second);
    queue.publish(second, "under the new name");

    assertReceived(waiting.join(), "under the new name");
    patiently().until(() -> topicOfTheNext().equals(queue.topic()));
  }

  /** As the first server calls it. */
  private String topicOfTheNext() {
    queue.publish(second, "next");
    return assertReceived(queue.receiveLater(first), "next").getString("topic_name");
  }

  @Test
  void who_unsubscribes_at_one_server_waits_no_more_at_the_other() {
    CompletableFuture<Answer> waiting = queue.waitAt(first);

    queue.unsubscribe(second);

    assertRefused(waiting.join(), 404, "not-subscribed");
    patiently().until(() -> queue.status(first).status() == 404);
  }
}

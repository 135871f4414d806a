package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Takes everything out of all queues when the load is over. Without it nothing can be judged. */
final class Drain {
  private static final int PAGE = 1_000;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Drain() {}

  /** Takes everything for good, with a call that forgets what it hands out. */
  static void getAll(Stage stage, Path logs) {
    for (String subscriber : stage.subscribers()) {
      try (EventLog log = new EventLog(logs, "drain-" + subscriber)) {
        QueueClient queue = new QueueClient(stage, subscriber, log);
        List<Event> page = queue.get(PAGE).events();
        while (!page.isEmpty()) {
          page = queue.get(PAGE).events();
        }
        assertThat(queue.status().getInt("queue_depth")).isZero();
      }
    }
  }

  /**
   * Receives and acknowledges until nothing waits, is leased or is on its way back. Leases that
   * clients left behind have to run out first.
   */
  static void acknowledgeAll(Stage stage, Path logs) {
    for (String subscriber : stage.subscribers()) {
      try (EventLog log = new EventLog(logs, "drain-" + subscriber)) {
        QueueClient queue = new QueueClient(stage, subscriber, log);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isEmpty(queue.status())) {
          assertThat(System.nanoTime()).as("%s", queue.status()).isLessThan(deadline);
          queue.acknowledge(queue.receive(PAGE, LEASE, WAIT).events());
        }
      }
    }
  }

  private static boolean isEmpty(JsonObject status) {
    assertThat(status.getInt("dead_letters")).isZero();
    return status.getInt("queue_depth") + status.getInt("leased") + status.getInt("delayed") == 0;
  }
}

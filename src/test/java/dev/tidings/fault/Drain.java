package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** Takes everything out of all queues when the load is over. Without it nothing can be judged. */
final class Drain {
  private static final int PAGE = 1_000;

  private Drain() {}

  /** Takes everything for good, with a call that forgets what it hands out. */
  static void getAll(Stage stage, Path logs) {
    for (String subscriber : stage.subscribers()) {
      try (EventLog log = new EventLog(logs, "drain-" + subscriber)) {
        QueueClient queue = new QueueClient(stage, subscriber, log);
        List<Event> page = queue.get(PAGE).orElseThrow();
        while (!page.isEmpty()) {
          page = queue.get(PAGE).orElseThrow();
        }
        assertThat(queue.status().getInt("queue_depth")).isZero();
      }
    }
  }
}

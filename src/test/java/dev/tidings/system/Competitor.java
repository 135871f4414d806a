package dev.tidings.system;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * One of several who take messages out of one queue until all are acknowledged. What is to be
 * rejected it rejects the first time.
 */
final class Competitor implements WorkerGroup.Work {
  private static final int MAX = 5;

  private final ClusterQueue queue;
  private final ClusterServer server;
  private final Competition competition;
  private boolean hasWaited;

  Competitor(ClusterQueue queue, ClusterServer server, Competition competition) {
    this.queue = queue;
    this.server = server;
    this.competition = competition;
  }

  /** What all of them have and see. */
  static final class Competition {
    private final Set<String> toReject;
    private final CountDownLatch unacknowledged;
    private final CountDownLatch withoutAny;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Integer>> counts = new ConcurrentHashMap<>();
    private volatile boolean hasFailed;

    Competition(int messages, Set<String> toReject, int competitors) {
      this.toReject = toReject;
      unacknowledged = new CountDownLatch(messages);
      withoutAny = new CountDownLatch(competitors);
    }

    /** The delivery counts that each message came with. */
    Map<String, List<Integer>> counts() {
      return counts;
    }

    /** Without the one who failed it would never end. */
    private boolean goesOn() {
      return unacknowledged.getCount() > 0 && !hasFailed;
    }

    private boolean isToReject(JsonObject message) {
      return message.getInt("delivery_count") == 1 && toReject.contains(data(message));
    }
  }

  @Override
  public void run() throws InterruptedException {
    boolean hasFailed = true;
    try {
      while (competition.goesOn()) {
        receive();
      }
      hasFailed = false;
    } finally {
      if (hasFailed) {
        competition.hasFailed = true;
      }
    }
  }

  private void receive() throws InterruptedException {
    JsonObject order = ClusterQueue.order(MAX).add("lease", "PT10M").add("wait", "PT0.5S").build();
    List<JsonObject> messages = ClusterQueue.messages(queue.receive(server, order));
    if (!messages.isEmpty()) {
      take(messages);
      settle(messages);
    }
  }

  /** The first time they all hold some at once. */
  private void take(List<JsonObject> messages) throws InterruptedException {
    for (JsonObject message : messages) {
      assertThat(competition.held.add(data(message))).as("held by one alone").isTrue();
      competition
          .counts
          .computeIfAbsent(data(message), data -> new CopyOnWriteArrayList<>())
          .add(message.getInt("delivery_count"));
    }
    if (!hasWaited) {
      hasWaited = true;
      competition.withoutAny.countDown();
      assertThat(competition.withoutAny.await(2, MINUTES)).as("everybody has some").isTrue();
    }
  }

  private void settle(List<JsonObject> messages) {
    messages.forEach(message -> competition.held.remove(data(message)));
    List<JsonObject> rejected = messages.stream().filter(competition::isToReject).toList();
    List<JsonObject> done =
        messages.stream().filter(message -> !competition.isToReject(message)).toList();
    List<String> results =
        Stream.concat(
                rejected.isEmpty() ? Stream.of() : queue.reject(server, rejected).stream(),
                done.isEmpty() ? Stream.of() : queue.acknowledge(server, done).stream())
            .toList();
    assertThat(results).containsOnly("done");
    done.forEach(message -> competition.unacknowledged.countDown());
  }

  private static String data(JsonObject message) {
    return message.getString("data");
  }
}

package dev.tidings.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Receives under short leases and, by chance, acknowledges, acknowledges twice or too late,
 * rejects, extends, or forgets what it got.
 */
final class FaultConsumer implements Load.Client {
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  private final QueueClient queue;
  private final Random random;
  private final AtomicLong successes = new AtomicLong();
  private List<Event> late = List.of();
  private long lateAt;

  FaultConsumer(Stage stage, String subscription, EventLog log, long seed) {
    this.queue = new QueueClient(stage, subscription, log);
    this.random = new Random(seed);
  }

  @Override
  public void work(Load load) throws InterruptedException {
    while (load.isOn()) {
      Duration wait = random.nextBoolean() ? LONGEST_WAIT : Duration.ZERO;
      QueueClient.Result received = queue.receive(1 + random.nextInt(50), LEASE, wait);
      if (received.isAnswered()) {
        successes.incrementAndGet();
      }
      if (received.events().isEmpty()) {
        load.pause(Duration.ofMillis(10 + random.nextInt(40)));
      } else {
        handle(received.events());
      }
      acknowledgeLate();
    }
  }

  private void handle(List<Event> received) {
    int half = received.size() / 2;
    switch (random.nextInt(10)) {
      case 0 -> keepTooLong(received);
      case 1 -> queue.acknowledge(received.subList(0, half));
      case 2 -> {
        queue.reject(received.subList(0, half), Duration.ofMillis(random.nextInt(500)));
        queue.acknowledge(received.subList(half, received.size()));
      }
      case 3 -> {
        queue.extend(received, LEASE.multipliedBy(2));
        queue.acknowledge(received);
      }
      case 4 -> {
        queue.acknowledge(received);
        queue.acknowledge(received);
      }
      case 5 -> received.forEach(one -> queue.acknowledge(List.of(one)));
      default -> queue.acknowledge(received);
    }
  }

  /** Forgets what it kept before. */
  private void keepTooLong(List<Event> received) {
    late = received;
    lateAt = System.nanoTime() + LEASE.toNanos() + Duration.ofMillis(200).toNanos();
  }

  private void acknowledgeLate() {
    if (!late.isEmpty() && System.nanoTime() > lateAt) {
      queue.acknowledge(late);
      late = List.of();
    }
  }

  @Override
  public long successes() {
    return successes.get();
  }
}

package dev.tidings.fault;

import dev.tidings.system.TidingsClient;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Subscribes, takes some messages, and unsubscribes, over and over: nobody counts what it gets, but
 * nothing of its queues may stay behind.
 */
final class ChurningSubscriber implements Load.Client {
  private static final int DELETED = 204;

  private final Stage stage;
  private final Random random;
  private final AtomicLong successes = new AtomicLong();

  ChurningSubscriber(Stage stage, long seed) {
    this.stage = stage;
    this.random = new Random(seed);
  }

  @Override
  public void work(Load load) throws InterruptedException {
    while (load.isOn()) {
      try {
        visit(load, stage.visitor());
      } catch (CompletionException noAnswer) {
        load.pause(Duration.ofMillis(100));
      }
    }
  }

  @Override
  public long successes() {
    return successes.get();
  }

  private void visit(Load load, TidingsClient client) throws InterruptedException {
    client.post(stage.subscription());
    load.pause(Duration.ofMillis(random.nextInt(200)));
    client.post(stage.subscription() + "/get-messages?max=" + (1 + random.nextInt(20)));
    if (client.delete(stage.subscription()).status() == DELETED) {
      successes.incrementAndGet();
    }
    load.pause(Duration.ofMillis(random.nextInt(100)));
  }

  /** After the load: it is gone for certain. */
  static void leave(Stage stage) {
    stage.visitor().delete(stage.subscription()).expect(DELETED);
  }
}

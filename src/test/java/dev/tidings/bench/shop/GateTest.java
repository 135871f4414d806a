package dev.tidings.bench.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Gate gate = new Gate();
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void whoever_waits_is_let_through_and_counted() throws InterruptedException {
    waitUntilHeld(listener());
    waitUntilHeld(listener());

    gate.letThrough(2);

    assertThat(done).hasValue(2);
  }

  @Test
  void it_is_closed_again_afterwards() throws InterruptedException {
    waitUntilHeld(listener());
    gate.letThrough(1);

    waitUntilHeld(listener());

    assertThat(done).hasValue(1);
    gate.letThrough(1);
    assertThat(done).hasValue(2);
  }

  private Thread listener() {
    Thread listener =
        new Thread(
            () -> {
              try {
                gate.pass();
                done.incrementAndGet();
                gate.count();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    listener.setDaemon(true);
    listener.start();
    return listener;
  }

  private static void waitUntilHeld(Thread listener) {
    await().until(() -> listener.getState() == Thread.State.WAITING);
  }
}

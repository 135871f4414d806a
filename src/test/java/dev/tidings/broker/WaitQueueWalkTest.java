package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.store.log.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random walks of all that can happen to a queue and to those who wait for it, in any order: no
 * wake-up is lost, there is one dispatch at a time, nobody is served twice, and nobody who has
 * left. Some seeds are new in every run; {@code -Dwalk.seed} runs one again.
 */
class WaitQueueWalkTest {
  private static final int WALKS = 60;
  private static final int STEPS = 3_000;
  private static final int DEEPEST = 2;

  private static final List<LogEntry> ENTRIES =
      List.of(
          new LogEntry(5, 1, null, Instant.EPOCH, Instant.MAX, true, 1, "", Publication.of("a")));

  private Random random;
  private WaitQueueWorld world;

  /**
   * Whether things happen of which nobody is told, and which only a look finds: what another server
   * does, and what comes back by itself.
   */
  private boolean isAnythingUntold;

  private int depth;

  static LongStream seeds() {
    Long given = Long.getLong("walk.seed");
    return given == null
        ? LongStream.concat(LongStream.range(0, WALKS), new Random().longs(WALKS / 6))
        : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_wake_up_is_lost_whatever_happens_in_whatever_order(long seed) {
    random = new Random(seed);
    world = new WaitQueueWorld(random, this::meanwhile);
    for (int i = 0; i < STEPS; i++) {
      step();
      if (random.nextInt(5) == 0) {
        assertThatNobodyWaitsInVain();
      }
    }
    assertThat(world.deliveries).isGreaterThan(STEPS / 20);
    assertThat(world.checks).isGreaterThan(STEPS / 20);
    assertThat(world.handOuts).isGreaterThan(STEPS / 20);
    assertThatAllLeave();
  }

  private void meanwhile() {
    if (depth < DEEPEST) {
      depth++;
      for (int i = random.nextInt(6); i > 0; i--) {
        step();
      }
      depth--;
    }
  }

  private void step() {
    switch (random.nextInt(24)) {
      case 0, 1, 2 -> world.join();
      case 3 -> world.leave();
      case 4, 5 -> publish();
      case 6, 7, 8 -> acknowledge();
      case 9 -> reject();
      case 10 -> receiveWithoutWaiting();
      case 11 -> anotherServerDoesSomething();
      case 12 -> pass(Duration.ofSeconds(random.nextInt(20)));
      case 13 -> world.room.tick();
      case 14 -> world.room.checkAll();
      default -> world.arrive();
    }
  }

  /** At once or later. */
  private void tell(Runnable wakeUp) {
    if (random.nextBoolean()) {
      wakeUp.run();
    } else {
      world.later(wakeUp);
    }
  }

  private void publish() {
    world.queue.publish();
    tell(() -> world.room.wake(WaitQueueWorld.QUEUE.topicId(), ENTRIES));
  }

  private void acknowledge() {
    world.queue.acknowledge(random);
    tell(() -> world.room.wakeForSettled(WaitQueueWorld.QUEUE));
  }

  private void reject() {
    world.queue.reject(random);
    tell(() -> world.room.wake(WaitQueueWorld.QUEUE));
  }

  private void receiveWithoutWaiting() {
    var unused = world.queue.dispatch(List.of(ReceiveOptions.builder().max(1).build()));
  }

  private void anotherServerDoesSomething() {
    if (isAnythingUntold && random.nextBoolean()) {
      world.queue.publish();
    } else if (isAnythingUntold) {
      world.queue.acknowledge(random);
    }
  }

  private void pass(Duration time) {
    if (isAnythingUntold) {
      world.pass(time);
    }
  }

  private void letAllArrive() {
    depth = DEEPEST;
    world.letAllArrive();
    depth = 0;
  }

  private void assertThatNobodyWaitsInVain() {
    letAllArrive();
    if (isAnythingUntold) {
      world.room.checkAll();
      letAllArrive();
    }
    boolean isReady =
        isAnythingUntold
            ? world.queue.availability().isReady()
            : world.queue.isReadyWithoutReturns();
    assertThat(isReady && !world.waiting.isEmpty()).as("somebody waits in vain").isFalse();
    isAnythingUntold = random.nextInt(4) == 0;
  }

  private void assertThatAllLeave() {
    List.copyOf(world.waiting).forEach(pendingReceive -> pendingReceive.future().cancel(false));
    letAllArrive();
    assertThat(world.room.isEmpty()).isTrue();
  }
}

package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.dispatch.MessageDelivery;
import dev.tidings.broker.dispatch.PendingReceive;
import dev.tidings.broker.dispatch.PendingReceives;
import dev.tidings.broker.dispatch.Ticker;
import dev.tidings.fixture.MovableClock;
import dev.tidings.fixture.Wiring;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.Database;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.QueueAvailability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One queue in memory, and receivers that wait for it in a real waiting room. Nothing happens at
 * once: what workers are given, wake-ups and commits are on their way until a walk lets them
 * arrive, in any order, also in the middle of a dispatch.
 */
final class WaitQueueWorld {
  static final QueueId QUEUE = new QueueId(7, 1);
  private static final Duration LONG = Duration.ofDays(1);

  final Random random;
  final ModelQueue queue;
  final PendingReceives room;
  final List<PendingReceive> waiting = new ArrayList<>();
  int deliveries;
  int checks;
  int handOuts;

  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final List<Runnable> onTheirWay = new ArrayList<>();
  private final IdentityHashMap<ReceiveOptions, PendingReceive> byOptions = new IdentityHashMap<>();
  private final Set<PendingReceive> leasedTo = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Runnable meanwhile;

  /** By the key of who came first into a wait queue, which ends when the last one leaves. */
  private final Set<SubscriptionKey> dispatching = new HashSet<>();

  private SubscriptionKey current;
  private int joined;

  /**
   * A world.
   *
   * @param meanwhile what happens in the middle of looks and hand-outs
   */
  WaitQueueWorld(Random random, Runnable meanwhile) {
    this.random = random;
    this.meanwhile = meanwhile;
    this.queue = new ModelQueue(clock);
    this.room =
        new Wiring(
                clock,
                new OneSubscription(),
                new Hands(),
                new Later(),
                new NoTicks(),
                new OwnDatabase())
            .get(PendingReceives.class);
  }

  void join() {
    ReceiveOptions options = ReceiveOptions.builder().max(1 + random.nextInt(2)).build();
    PendingReceive pendingReceive =
        new PendingReceive(options, LONG, true, System.nanoTime(), this::takeBack);
    byOptions.put(options, pendingReceive);
    waiting.add(pendingReceive);
    var unused =
        pendingReceive
            .future()
            .whenComplete(
                (messages, failure) -> {
                  waiting.remove(pendingReceive);
                  deliveries += messages == null ? 0 : messages.size();
                });
    room.enter(QUEUE, SubscriptionKey.of("zpsk.rest.%024x".formatted(joined++)), pendingReceive);
  }

  /** Nobody has them: they come back, and somebody is told. */
  private void takeBack(List<Message> leased) {
    leased.forEach(queue::sendBack);
    later(() -> room.wake(QUEUE));
  }

  void leave() {
    if (!waiting.isEmpty()) {
      waiting.get(random.nextInt(waiting.size())).future().cancel(false);
    }
  }

  void pass(Duration time) {
    clock.advance(time);
  }

  void later(Runnable event) {
    onTheirWay.add(event);
  }

  /** Lets something arrive, whichever. */
  void arrive() {
    if (!onTheirWay.isEmpty()) {
      onTheirWay.remove(random.nextInt(onTheirWay.size())).run();
    }
  }

  void letAllArrive() {
    while (!onTheirWay.isEmpty()) {
      arrive();
    }
  }

  private SubscriptionKey beginDispatch() {
    assertThat(dispatching.add(current)).as("there is one dispatch at a time").isTrue();
    return current;
  }

  private final class Hands extends MessageDelivery {
    @Override
    public Optional<QueueAvailability> look(QueueId any) {
      SubscriptionKey own = beginDispatch();
      checks++;
      meanwhile.run();
      QueueAvailability seen = queue.availability();
      meanwhile.run();
      dispatching.remove(own);
      current = own;
      return Optional.of(seen);
    }

    @Override
    public Map<QueueId, QueueAvailability> look(Collection<QueueId> queues) {
      QueueAvailability seen = queue.availability();
      meanwhile.run();
      return Map.of(QUEUE, seen);
    }

    @Override
    public CompletableFuture<List<List<Message>>> dispatch(
        SubscriptionLookup.Queue any, List<ReceiveOptions> wishes, Consumer<Leased> whenCommitted) {
      SubscriptionKey own = beginDispatch();
      handOuts++;
      List<PendingReceive> served = wishes.stream().map(byOptions::get).toList();
      assertThat(served).noneMatch(PendingReceive::isDone).noneMatch(leasedTo::contains);
      meanwhile.run();
      CompletableFuture<List<List<Message>>> durable = new CompletableFuture<>();
      if (random.nextInt(50) == 0) {
        later(() -> fail(own, durable));
        return durable;
      }
      ModelQueue.HandedOut some = queue.dispatch(wishes);
      later(() -> commit(own, served, some, whenCommitted, durable));
      return durable;
    }

    private void commit(
        SubscriptionKey own,
        List<PendingReceive> served,
        ModelQueue.HandedOut some,
        Consumer<Leased> whenCommitted,
        CompletableFuture<List<List<Message>>> durable) {
      for (int i = 0; i < some.messages().size(); i++) {
        if (!some.messages().get(i).isEmpty()) {
          leasedTo.add(served.get(i));
        }
      }
      dispatching.remove(own);
      whenCommitted.accept(
          new Leased(
              some.messages().stream().map(List::size).toList(), some.isAll(), some.nextReturn()));
      boolean isDiskBroken = random.nextInt(50) == 0;
      later(() -> completeUnless(isDiskBroken, durable, some));
    }

    private void completeUnless(
        boolean isDiskBroken,
        CompletableFuture<List<List<Message>>> durable,
        ModelQueue.HandedOut some) {
      if (isDiskBroken) {
        durable.completeExceptionally(broken());
      } else {
        durable.complete(some.messages());
      }
    }

    private void fail(SubscriptionKey own, CompletableFuture<List<List<Message>>> durable) {
      dispatching.remove(own);
      durable.completeExceptionally(broken());
    }
  }

  private static TidingsException broken() {
    return new TidingsException(ErrorType.UNAVAILABLE, "The disk is broken");
  }

  private final class OneSubscription extends SubscriptionLookup {
    @Override
    public Queue requireActive(SubscriptionKey key) {
      current = key;
      return new Queue(QUEUE, null, null);
    }

    @Override
    public Optional<TidingsException> objection(Queue any) {
      return Optional.empty();
    }
  }

  private final class Later extends WorkerThreads {
    @Override
    public void execute(Runnable work) {
      WaitQueueWorld.this.later(work);
    }
  }

  private static final class NoTicks extends Ticker {
    @Override
    public Future<?> schedule(Runnable work, long milliseconds) {
      return new CompletableFuture<>();
    }
  }

  private static final class OwnDatabase extends Database {
    @Override
    public boolean isShared() {
      return false;
    }
  }
}

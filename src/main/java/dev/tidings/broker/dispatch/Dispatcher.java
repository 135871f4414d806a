package dev.tidings.broker.dispatch;

import dev.tidings.api.Message;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.platform.concurrent.BoundedExecutor;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.store.queue.read.QueueAvailability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Dispatches messages to waiting receivers, for a limited number of queues at a time. */
@ApplicationScoped
class Dispatcher {
  static final int LINES_AT_ONCE = 8;
  private static final int SERVED_IN_A_ROUND = 64;

  @Inject SubscriptionLookup subscriptions;
  @Inject MessageDelivery messageDelivery;
  @Inject WorkerThreads workerThreads;

  private final BoundedExecutor rounds =
      new BoundedExecutor(work -> workerThreads.execute(work), LINES_AT_ONCE);

  private volatile boolean isClosed;

  /** From now on, who gets nothing in the round that he is in gives up. */
  void close() {
    isClosed = true;
  }

  /** Has a round done soon, on a worker. */
  void add(WaitQueue waitQueue) {
    rounds.add(() -> round(waitQueue));
  }

  /** Ends a wait without messages soon, on a worker. */
  void add(PendingReceive overdue) {
    rounds.add(() -> overdue::giveUp);
  }

  /** Whatever goes wrong in a round is an answer to those who wait. */
  private Runnable round(WaitQueue waitQueue) {
    try {
      return serve(waitQueue, waitQueue.beginRound(SERVED_IN_A_ROUND));
    } catch (RuntimeException failure) {
      return () -> fail(waitQueue, failure);
    }
  }

  private Runnable serve(WaitQueue waitQueue, WaitQueue.Round round) {
    SubscriptionLookup.Queue queue = subscriptions.requireActive(waitQueue.key());
    Optional<QueueAvailability> availability =
        round.needsCheck() ? Optional.of(look(waitQueue)) : Optional.empty();
    List<PendingReceive> served = stillWaiting(withoutForbidden(queue, round.first()));
    if (availability.isPresent() && !availability.get().isReady()) {
      return () -> goOn(waitQueue, waitQueue.endRound(availability.get()));
    }
    if (served.isEmpty()) {
      return () -> goOn(waitQueue, waitQueue.endWithMore());
    }
    DispatchRun dispatchRun = new DispatchRun(waitQueue, served, availability.isPresent());
    CompletableFuture<List<List<Message>>> handing =
        messageDelivery.dispatch(
            queue, served.stream().map(PendingReceive::options).toList(), dispatchRun::committed);
    return () -> {
      var unused = handing.whenComplete(dispatchRun::durable);
    };
  }

  private QueueAvailability look(WaitQueue waitQueue) {
    return messageDelivery.look(waitQueue.queue()).orElseThrow(SubscriptionLookup::gone);
  }

  /** Asked after the look: what nobody had published when they went must not be leased to them. */
  private static List<PendingReceive> stillWaiting(List<PendingReceive> first) {
    return first.stream().filter(pendingReceive -> !pendingReceive.isDone()).toList();
  }

  /** Who lost the permission while he waited does not get what comes now. */
  private List<PendingReceive> withoutForbidden(
      SubscriptionLookup.Queue queue, List<PendingReceive> first) {
    Optional<TidingsException> objection = subscriptions.objection(queue);
    if (objection.isEmpty()) {
      return first;
    }
    first.stream()
        .filter(PendingReceive::isAllowed)
        .forEach(pendingReceive -> pendingReceive.fail(objection.get()));
    return first.stream().filter(pendingReceive -> !pendingReceive.isAllowed()).toList();
  }

  /** A hand-out to the first of a line. Others may be served while it is on its way to the disk. */
  private final class DispatchRun {
    private final WaitQueue waitQueue;
    private final List<PendingReceive> served;
    private final boolean hasLooked;
    private volatile List<PendingReceive> promised = List.of();
    private volatile boolean isOver;

    DispatchRun(WaitQueue waitQueue, List<PendingReceive> served, boolean hasLooked) {
      this.waitQueue = waitQueue;
      this.served = served;
      this.hasLooked = hasLooked;
    }

    void committed(MessageDelivery.Leased leased) {
      promised =
          IntStream.range(0, leased.counts().size())
              .filter(i -> leased.counts().get(i) > 0)
              .mapToObj(served::get)
              .toList();
      waitQueue.promise(promised);
      isOver = true;
      goOn(waitQueue, isAnotherDue(leased));
    }

    private boolean isAnotherDue(MessageDelivery.Leased leased) {
      if (promised.isEmpty() && hasLooked) {
        return waitQueue.endWithNothing();
      }
      if (leased.isAll() && !hasLooked) {
        return waitQueue.endDrained(leased.nextReturn());
      }
      return waitQueue.endWithMore();
    }

    void durable(List<List<Message>> dispatched, Throwable failure) {
      if (failure == null) {
        deliver(dispatched);
      } else if (isOver) {
        promised.forEach(pendingReceive -> pendingReceive.fail(WorkerThreads.cause(failure)));
      } else {
        fail(waitQueue, failure);
      }
    }

    /** An answer may have to wait for its client, and no client waits for another one's answer. */
    private void deliver(List<List<Message>> dispatched) {
      List<Runnable> deliveries = new ArrayList<>();
      for (int i = 0; i < dispatched.size(); i++) {
        PendingReceive pendingReceive = served.get(i);
        List<Message> messages = dispatched.get(i);
        if (!messages.isEmpty()) {
          deliveries.add(() -> pendingReceive.deliver(messages));
        }
      }
      deliveries.stream().skip(1).forEach(workerThreads::execute);
      deliveries.stream().limit(1).forEach(Runnable::run);
    }
  }

  private void fail(WaitQueue waitQueue, Throwable failure) {
    List<PendingReceive> all = waitQueue.pending();
    goOn(waitQueue, waitQueue.endFailed());
    all.forEach(pendingReceive -> pendingReceive.fail(WorkerThreads.cause(failure)));
  }

  /** After the end of a round. */
  private void goOn(WaitQueue waitQueue, boolean isAnotherDue) {
    if (isClosed) {
      waitQueue.pending().forEach(PendingReceive::giveUp);
    } else if (isAnotherDue) {
      add(waitQueue);
    }
  }
}

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
  static final int DISPATCHES_AT_ONCE = 8;
  private static final int RECEIVES_PER_DISPATCH = 64;

  @Inject SubscriptionLookup subscriptions;
  @Inject MessageDelivery messageDelivery;
  @Inject WorkerThreads workerThreads;

  private final BoundedExecutor dispatches =
      new BoundedExecutor(work -> workerThreads.execute(work), DISPATCHES_AT_ONCE);

  private volatile boolean isClosed;

  /** From now on, a receive that gets nothing from its dispatch gives up. */
  void close() {
    isClosed = true;
  }

  /** Starts a dispatch soon, on a worker thread. */
  void add(WaitQueue waitQueue) {
    dispatches.add(() -> begin(waitQueue));
  }

  /** Ends a wait without messages soon, on a worker thread. */
  void add(PendingReceive overdue) {
    dispatches.add(() -> overdue::giveUp);
  }

  /** If a dispatch fails, its receives fail. */
  private Runnable begin(WaitQueue waitQueue) {
    try {
      return serve(waitQueue, waitQueue.beginDispatch(RECEIVES_PER_DISPATCH));
    } catch (RuntimeException failure) {
      return () -> fail(waitQueue, failure);
    }
  }

  private Runnable serve(WaitQueue waitQueue, WaitQueue.Dispatch dispatch) {
    SubscriptionLookup.Queue queue = subscriptions.requireActive(waitQueue.key());
    Optional<QueueAvailability> availability =
        dispatch.needsCheck() ? Optional.of(look(waitQueue)) : Optional.empty();
    List<PendingReceive> served = stillWaiting(withoutForbidden(queue, dispatch.first()));
    if (availability.isPresent() && !availability.get().isReady()) {
      return () -> goOn(waitQueue, waitQueue.endDispatch(availability.get()));
    }
    if (served.isEmpty()) {
      return () -> goOn(waitQueue, waitQueue.endDispatchWithMore());
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

  /** Asked after the check: a receive that left before a publish must not get its messages. */
  private static List<PendingReceive> stillWaiting(List<PendingReceive> first) {
    return first.stream().filter(pendingReceive -> !pendingReceive.isDone()).toList();
  }

  /** A receive whose endpoint has lost the permission gets nothing more. */
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

  /** Leases messages to the first receives. The next dispatch may begin before this is on disk. */
  private final class DispatchRun {
    private final WaitQueue waitQueue;
    private final List<PendingReceive> served;
    private final boolean hasChecked;
    private volatile List<PendingReceive> promised = List.of();
    private volatile boolean isOver;

    DispatchRun(WaitQueue waitQueue, List<PendingReceive> served, boolean hasChecked) {
      this.waitQueue = waitQueue;
      this.served = served;
      this.hasChecked = hasChecked;
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
      if (promised.isEmpty() && hasChecked) {
        return waitQueue.endDispatchUnexpectedlyEmpty();
      }
      if (leased.isAll() && !hasChecked) {
        return waitQueue.endDispatchDrained(leased.nextReturn());
      }
      return waitQueue.endDispatchWithMore();
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

    /** Sending to one client may block, and no other client waits for that. */
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
    goOn(waitQueue, waitQueue.endDispatchFailed());
    all.forEach(pendingReceive -> pendingReceive.fail(WorkerThreads.cause(failure)));
  }

  /** After the end of a dispatch. */
  private void goOn(WaitQueue waitQueue, boolean isAnotherDue) {
    if (isClosed) {
      waitQueue.pending().forEach(PendingReceive::giveUp);
    } else if (isAnotherDue) {
      add(waitQueue);
    }
  }
}

package dev.tidings.broker;

import dev.tidings.api.Message;
import dev.tidings.api.TidingsException;
import dev.tidings.queue.Outlook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Dispatches messages to waiting receivers, for a limited number of queues at a time. */
@ApplicationScoped
class Serving {
  static final int LINES_AT_ONCE = 8;
  private static final int SERVED_IN_A_ROUND = 64;

  @Inject SubscriptionAccess subscriptions;
  @Inject HandingOut handingOut;
  @Inject Workers workers;

  private final FewAtOnce rounds = new FewAtOnce(work -> workers.execute(work), LINES_AT_ONCE);

  private volatile boolean isClosed;

  /** From now on, who gets nothing in the round that he is in gives up. */
  void close() {
    isClosed = true;
  }

  /** Has a round done soon, on a worker. */
  void add(Line line) {
    rounds.add(() -> round(line));
  }

  /** Ends a wait without messages soon, on a worker. */
  void add(Waiter overdue) {
    rounds.add(() -> overdue::giveUp);
  }

  /** Whatever goes wrong in a round is an answer to those who wait. */
  private Runnable round(Line line) {
    try {
      return serve(line, line.beginRound(SERVED_IN_A_ROUND));
    } catch (RuntimeException failure) {
      return () -> fail(line, failure);
    }
  }

  private Runnable serve(Line line, Line.Round round) {
    SubscriptionAccess.Queue queue = subscriptions.requireActive(line.key());
    Optional<Outlook> outlook = round.needsCheck() ? Optional.of(look(line)) : Optional.empty();
    List<Waiter> served = stillWaiting(withoutForbidden(queue, round.first()));
    if (outlook.isPresent() && !outlook.get().isReady()) {
      return () -> goOn(line, line.endRound(outlook.get()));
    }
    if (served.isEmpty()) {
      return () -> goOn(line, line.endWithMore());
    }
    HandOut handOut = new HandOut(line, served, outlook.isPresent());
    CompletableFuture<List<List<Message>>> handing =
        handingOut.handOut(
            queue, served.stream().map(Waiter::options).toList(), handOut::committed);
    return () -> {
      var unused = handing.whenComplete(handOut::durable);
    };
  }

  private Outlook look(Line line) {
    return handingOut.look(line.queue()).orElseThrow(SubscriptionAccess::gone);
  }

  /** Asked after the look: what nobody had published when they went must not be leased to them. */
  private static List<Waiter> stillWaiting(List<Waiter> first) {
    return first.stream().filter(waiter -> !waiter.isDone()).toList();
  }

  /** Who lost the permission while he waited does not get what comes now. */
  private List<Waiter> withoutForbidden(SubscriptionAccess.Queue queue, List<Waiter> first) {
    Optional<TidingsException> objection = subscriptions.objection(queue);
    if (objection.isEmpty()) {
      return first;
    }
    first.stream().filter(Waiter::isAllowed).forEach(waiter -> waiter.fail(objection.get()));
    return first.stream().filter(waiter -> !waiter.isAllowed()).toList();
  }

  /** A hand-out to the first of a line. Others may be served while it is on its way to the disk. */
  private final class HandOut {
    private final Line line;
    private final List<Waiter> served;
    private final boolean hasLooked;
    private volatile List<Waiter> promised = List.of();
    private volatile boolean isOver;

    HandOut(Line line, List<Waiter> served, boolean hasLooked) {
      this.line = line;
      this.served = served;
      this.hasLooked = hasLooked;
    }

    void committed(HandingOut.Leased leased) {
      promised =
          IntStream.range(0, leased.counts().size())
              .filter(i -> leased.counts().get(i) > 0)
              .mapToObj(served::get)
              .toList();
      line.promise(promised);
      isOver = true;
      goOn(line, isAnotherDue(leased));
    }

    private boolean isAnotherDue(HandingOut.Leased leased) {
      if (promised.isEmpty() && hasLooked) {
        return line.endWithNothing();
      }
      if (leased.isAll() && !hasLooked) {
        return line.endDrained(leased.nextReturn());
      }
      return line.endWithMore();
    }

    void durable(List<List<Message>> handedOut, Throwable failure) {
      if (failure == null) {
        deliver(handedOut);
      } else if (isOver) {
        promised.forEach(waiter -> waiter.fail(Workers.cause(failure)));
      } else {
        fail(line, failure);
      }
    }

    /** An answer may have to wait for its client, and no client waits for another one's answer. */
    private void deliver(List<List<Message>> handedOut) {
      List<Runnable> deliveries = new ArrayList<>();
      for (int i = 0; i < handedOut.size(); i++) {
        Waiter waiter = served.get(i);
        List<Message> messages = handedOut.get(i);
        if (!messages.isEmpty()) {
          deliveries.add(() -> waiter.deliver(messages));
        }
      }
      deliveries.stream().skip(1).forEach(workers::execute);
      deliveries.stream().limit(1).forEach(Runnable::run);
    }
  }

  private void fail(Line line, Throwable failure) {
    List<Waiter> all = line.waiters();
    goOn(line, line.endFailed());
    all.forEach(waiter -> waiter.fail(Workers.cause(failure)));
  }

  /** After the end of a round. */
  private void goOn(Line line, boolean isAnotherDue) {
    if (isClosed) {
      line.waiters().forEach(Waiter::giveUp);
    } else if (isAnotherDue) {
      add(line);
    }
  }
}

package dev.tidings.broker;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.queue.Outlook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Receives messages under leases, never in the caller's transaction. */
@ApplicationScoped
class Receiving {
  @Inject SubscriptionAccess subscriptions;
  @Inject HandingOut handingOut;
  @Inject WaitingRoom waitingRoom;
  @Inject CallersTransaction caller;
  @Inject Workers workers;

  /** Holds the calling thread; what a transaction receives comes back if that is rolled back. */
  List<Message> receive(SubscriptionKey key, ReceiveOptions options) {
    if (!caller.isActive()) {
      return Workers.await(receiveLater(key, options));
    }
    // Only the beginning is a worker's: it is the caller's own thread that waits.
    List<Message> received =
        Workers.await(workers.outsideTransaction(() -> receiveLater(key, options)));
    if (!received.isEmpty()) {
      List<Receipt> receipts =
          received.stream().map(message -> message.receipt().orElseThrow()).toList();
      caller.received(subscriptions.require(key).id(), receipts);
    }
    return received;
  }

  /**
   * Holds no thread while it waits. When somebody else ends the future, the wait is over, and what
   * was leased for it by then comes back.
   */
  CompletableFuture<List<Message>> receiveLater(SubscriptionKey key, ReceiveOptions options) {
    SubscriptionAccess.Queue queue = subscriptions.requireActive(key);
    boolean isAllowed = subscriptions.objection(queue).isEmpty();
    Waiter waiter = new Waiter(options, isAllowed, System.nanoTime());
    if (waiter.mayWait() && waitingRoom.isAnybodyBefore(queue.id())) {
      waitingRoom.enter(queue.id(), key, waiter);
    } else {
      var unused =
          receiveNow(queue, options)
              .whenComplete((messages, failure) -> answer(queue, waiter, messages, failure));
    }
    return waiter.future();
  }

  /** What is ready at this moment. */
  private CompletableFuture<List<Message>> receiveNow(
      SubscriptionAccess.Queue queue, ReceiveOptions options) {
    Outlook outlook = handingOut.look(queue.id()).orElseThrow(SubscriptionAccess::gone);
    return outlook.isReady()
        ? handingOut.handOut(queue, List.of(options)).thenApply(all -> all.get(0))
        : CompletableFuture.completedFuture(List.of());
  }

  private void answer(
      SubscriptionAccess.Queue queue, Waiter waiter, List<Message> messages, Throwable failure) {
    if (failure != null) {
      waiter.fail(failure instanceof CompletionException ? failure.getCause() : failure);
    } else if (messages.isEmpty() && waiter.mayWait()) {
      waitingRoom.enter(queue.id(), queue.subscription().key(), waiter);
    } else {
      handingOut.deliver(queue.id(), waiter, messages);
    }
  }
}

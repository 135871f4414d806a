package dev.tidings.transport.delivery;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells the broker how deliveries were settled, and which leases go on. Where that fails, the
 * leases end and the messages are delivered again.
 */
final class SettlementCalls {
  private static final Logger LOG = System.getLogger(SettlementCalls.class.getName());

  private final DeliveryContext context;
  private final SerialExecutor executor;
  private final Rejection notSettled;

  SettlementCalls(DeliveryContext context, SerialExecutor executor) {
    this.context = context;
    this.executor = executor;
    notSettled =
        Rejection.plain()
            .because(
                "The %s was gone before the delivery was settled.".formatted(context.connection()))
            .after(Duration.ZERO);
  }

  /** Nobody waits for the result, so the broker does not wait for the disk. */
  void acknowledge(List<Delivery> deliveries) {
    receipts(deliveries)
        .forEach(
            (key, receipts) ->
                forChunks(
                    receipts,
                    chunk ->
                        call(() -> context.pubSub().acknowledgeAsync(key, chunk), outcomes -> {})));
  }

  void reject(List<Delivery> deliveries, Rejection rejection) {
    receipts(deliveries).forEach((key, receipts) -> reject(key, receipts, rejection));
  }

  /** To be delivered again at once, to whichever consumer is there; their counts go on. */
  void giveBack(List<Delivery> deliveries) {
    reject(deliveries, notSettled);
  }

  /** As the other, of what was never sent. */
  void giveBack(SubscriptionKey key, List<Message> messages) {
    List<Receipt> receipts =
        messages.stream().map(message -> message.receipt().orElseThrow()).toList();
    reject(key, receipts, notSettled);
  }

  private void reject(SubscriptionKey key, List<Receipt> receipts, Rejection rejection) {
    forChunks(
        receipts,
        chunk -> call(() -> context.pubSub().reject(key, chunk, rejection), outcomes -> {}));
  }

  /** The contract takes only so many at once. */
  private static void forChunks(List<Receipt> receipts, Consumer<List<Receipt>> call) {
    for (int from = 0; from < receipts.size(); from += PubSub.MAX_BATCH) {
      call.accept(receipts.subList(from, Math.min(from + PubSub.MAX_BATCH, receipts.size())));
    }
  }

  /**
   * Extends the leases that end soon.
   *
   * @param lost gets, in the executor, the receipts that are worth nothing any more
   */
  void extendWhereDue(List<Delivery> deliveries, Consumer<Collection<Receipt>> lost) {
    Instant now = context.clock().instant();
    Instant soon = now.plus(context.leaseToKeep());
    List<Delivery> due =
        deliveries.stream().filter(delivery -> delivery.leasedUntil().isBefore(soon)).toList();
    due.forEach(delivery -> delivery.leaseUntil(now.plus(context.lease())));
    receipts(due)
        .forEach((key, receipts) -> forChunks(receipts, chunk -> extend(key, chunk, lost)));
  }

  private void extend(
      SubscriptionKey key, List<Receipt> receipts, Consumer<Collection<Receipt>> lost) {
    call(
        () -> context.pubSub().extend(key, receipts, Optional.of(context.lease())),
        outcomes -> {
          List<Receipt> ended = ended(receipts, outcomes);
          if (!ended.isEmpty()) {
            executor.execute(() -> lost.accept(ended));
          }
        });
  }

  private static List<Receipt> ended(List<Receipt> receipts, List<ReceiptOutcome> outcomes) {
    List<Receipt> ended = new ArrayList<>();
    for (int i = 0; i < receipts.size(); i++) {
      if (outcomes.get(i) != ReceiptOutcome.DONE) {
        ended.add(receipts.get(i));
      }
    }
    return ended;
  }

  private static Map<SubscriptionKey, List<Receipt>> receipts(List<Delivery> deliveries) {
    Map<SubscriptionKey, List<Receipt>> receipts = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      receipts
          .computeIfAbsent(delivery.key(), key -> new ArrayList<>())
          .addAll(delivery.receipts());
    }
    return receipts;
  }

  private void call(
      Supplier<CompletionStage<List<ReceiptOutcome>>> call,
      Consumer<List<ReceiptOutcome>> whenDone) {
    context
        .calls()
        .execute(
            () -> {
              var unused =
                  AsyncCalls.begin(call)
                      .whenComplete(
                          (outcomes, failure) -> {
                            if (failure == null) {
                              whenDone.accept(outcomes);
                            } else {
                              note(failure);
                            }
                          });
            });
  }

  private void note(Throwable failure) {
    LOG.log(
        Level.DEBUG,
        "Deliveries of a %s could not be settled and come back when their leases end"
            .formatted(context.connection()),
        failure);
  }
}

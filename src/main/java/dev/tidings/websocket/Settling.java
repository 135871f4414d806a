package dev.tidings.websocket;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.delivery.AsyncCalls;
import dev.tidings.transport.delivery.Delivery;
import dev.tidings.transport.delivery.SerialExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
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
 * Tells the broker what became of deliveries. What it cannot tell, the end of a lease says: then
 * they come again.
 */
final class Settling {
  private static final Logger LOG = System.getLogger(Settling.class.getName());

  private static final Rejection NOT_SETTLED =
      Rejection.plain()
          .because("The WebSocket was gone before the delivery was settled.")
          .after(Duration.ZERO);

  private final Shared shared;
  private final SerialExecutor turns;

  Settling(Shared shared, SerialExecutor turns) {
    this.shared = shared;
    this.turns = turns;
  }

  /** By what no answer follows: a {@code client-response}, or a pong. */
  void acknowledge(List<Delivery> deliveries) {
    receipts(deliveries).forEach(this::acknowledge);
  }

  private void acknowledge(SubscriptionKey key, List<Receipt> receipts) {
    forChunks(
        receipts,
        chunk -> call(() -> shared.asyncPubSub().acknowledgeUnheard(key, chunk), outcomes -> {}));
  }

  /** To be delivered again at once, to whoever is there; their counts go on. */
  void sendBack(List<Delivery> deliveries) {
    receipts(deliveries).forEach(this::reject);
  }

  /** As the other, of what never was sent. */
  void sendBack(SubscriptionKey key, List<Message> messages) {
    reject(key, messages.stream().map(message -> message.receipt().orElseThrow()).toList());
  }

  private void reject(SubscriptionKey key, List<Receipt> receipts) {
    forChunks(
        receipts,
        chunk -> call(() -> shared.asyncPubSub().reject(key, chunk, NOT_SETTLED), outcomes -> {}));
  }

  /** The contract takes only so many at once. */
  private static void forChunks(List<Receipt> receipts, Consumer<List<Receipt>> call) {
    for (int from = 0; from < receipts.size(); from += PubSub.MAX_BATCH) {
      call.accept(receipts.subList(from, Math.min(from + PubSub.MAX_BATCH, receipts.size())));
    }
  }

  /**
   * Lets leases go on.
   *
   * @param lost gets, in a turn, the receipts that are worth nothing any more
   */
  void extend(List<Delivery> deliveries, Consumer<Collection<Receipt>> lost) {
    receipts(deliveries)
        .forEach((key, receipts) -> forChunks(receipts, chunk -> extend(key, chunk, lost)));
  }

  private void extend(
      SubscriptionKey key, List<Receipt> receipts, Consumer<Collection<Receipt>> lost) {
    call(
        () -> shared.asyncPubSub().extend(key, receipts, Optional.of(Feed.LEASE)),
        outcomes -> {
          List<Receipt> ended = ended(receipts, outcomes);
          if (!ended.isEmpty()) {
            turns.execute(() -> lost.accept(ended));
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
    shared
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

  private static void note(Throwable failure) {
    LOG.log(
        Level.DEBUG,
        "Deliveries of a WebSocket could not be settled and come back when their leases end",
        failure);
  }
}

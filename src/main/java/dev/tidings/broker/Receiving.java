package dev.tidings.broker;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.config.Database;
import dev.tidings.config.Setting;
import dev.tidings.config.Settings;
import dev.tidings.queue.Leasing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands out messages under leases, never in the caller's transaction. */
@ApplicationScoped
class Receiving {
  @Inject Settings settings;
  @Inject Database database;
  @Inject SubscriptionAccess subscriptions;
  @Inject Leasing leasing;
  @Inject QueueWriter writer;
  @Inject Messages messages;
  @Inject CallersTransaction caller;
  @Inject Workers workers;
  @Inject Clock clock;

  /** Holds the calling thread; what a transaction receives comes back if that is rolled back. */
  List<Message> receive(SubscriptionKey key, ReceiveOptions options) {
    if (!caller.isActive()) {
      return Workers.await(receiveLater(key, options));
    }
    List<Message> received =
        workers.outsideTransaction(() -> Workers.await(receiveLater(key, options)));
    if (!received.isEmpty()) {
      List<Receipt> receipts =
          received.stream().map(message -> message.receipt().orElseThrow()).toList();
      caller.received(subscriptions.require(key).id(), receipts);
    }
    return received;
  }

  CompletableFuture<List<Message>> receiveLater(SubscriptionKey key, ReceiveOptions options) {
    return receiveNow(key, options);
  }

  /** What is ready at this moment. */
  private CompletableFuture<List<Message>> receiveNow(SubscriptionKey key, ReceiveOptions options) {
    SubscriptionAccess.Queue queue = subscriptions.requireActive(key);
    boolean isAnyReady =
        database.read(connection -> leasing.isAnyReady(connection, queue.id(), clock.instant()));
    if (!isAnyReady) {
      return CompletableFuture.completedFuture(List.of());
    }
    Leasing.Order order = order(queue, options);
    return writer
        .run(
            queue.id(),
            connection ->
                leasing
                    .receive(connection, queue.id(), clock.instant(), order)
                    .orElseThrow(SubscriptionAccess::gone))
        .thenApply(deliveries -> messages.of(deliveries, queue.topic().settings().name(), key));
  }

  private Leasing.Order order(SubscriptionAccess.Queue queue, ReceiveOptions options) {
    return new Leasing.Order(
        options.max(),
        settings.number(Setting.GET_MESSAGES_MAX_BYTES),
        options.lease().orElse(queue.topic().settings().defaultLease()),
        settings.number(Setting.QUEUE_WINDOW),
        queue.topic().settings().maxDeliveries());
  }
}

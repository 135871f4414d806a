package dev.tidings.broker;

import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.config.Database;
import dev.tidings.config.Setting;
import dev.tidings.config.Settings;
import dev.tidings.queue.Delivery;
import dev.tidings.queue.Leasing;
import dev.tidings.queue.Outlook;
import dev.tidings.queue.Outlooks;
import dev.tidings.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Delivers messages to receivers under leases. */
@ApplicationScoped
class HandingOut {
  @Inject Settings settings;
  @Inject Database database;
  @Inject Outlooks outlooks;
  @Inject Leasing leasing;
  @Inject QueueWriter writer;
  @Inject Messages messages;
  @Inject Clock clock;

  /** What can be expected of a queue; empty when the subscription is gone. */
  Optional<Outlook> look(QueueId queue) {
    return Optional.ofNullable(look(List.of(queue)).get(queue));
  }

  /** What can be expected of queues; those whose subscription is gone are missing. */
  Map<QueueId, Outlook> look(Collection<QueueId> queues) {
    int window = settings.number(Setting.QUEUE_WINDOW);
    return database.read(connection -> outlooks.read(connection, queues, window, clock.instant()));
  }

  /**
   * What several receivers get, by its numbers.
   *
   * @param counts how many messages each of the first of them gets
   * @param isAll whether nothing was left that anybody could have been given
   * @param nextReturn when the first of it comes back if nobody settles it
   */
  record Leased(List<Integer> counts, boolean isAll, Optional<Instant> nextReturn) {}

  /**
   * Leases what there is to several receivers in one transaction, to each as much as it wants
   * before the next one gets anything.
   *
   * @param whenCommitted gets what they get, before that is on disk
   * @return what each of them gets; the last of these may get nothing, and those after it get
   *     nothing now
   */
  CompletableFuture<List<List<Message>>> handOut(
      SubscriptionAccess.Queue queue, List<ReceiveOptions> wishes, Consumer<Leased> whenCommitted) {
    return writer
        .handOut(
            queue.id(),
            connection -> lease(connection, queue, wishes),
            round -> whenCommitted.accept(round.leased()))
        .thenApply(
            round ->
                round.handedOut.stream()
                    .map(
                        deliveries ->
                            messages.of(
                                deliveries,
                                queue.topic().settings().name(),
                                queue.subscription().key()))
                    .toList());
  }

  private Round lease(
      Connection connection, SubscriptionAccess.Queue queue, List<ReceiveOptions> wishes)
      throws SQLException {
    Round round = new Round(settings.number(Setting.GET_MESSAGES_MAX_BYTES));
    for (ReceiveOptions wish : wishes) {
      if (!round.goesOn()) {
        break;
      }
      round.add(
          leasing
              .receive(connection, queue.id(), clock, order(queue, wish))
              .orElseThrow(SubscriptionAccess::gone),
          wish.max());
    }
    return round;
  }

  private Leasing.Order order(SubscriptionAccess.Queue queue, ReceiveOptions wish) {
    return new Leasing.Order(
        wish.max(),
        Math.min(wish.maxBytes(), settings.number(Setting.GET_MESSAGES_MAX_BYTES)),
        wish.lease().orElse(queue.topic().settings().defaultLease()),
        settings.number(Setting.QUEUE_WINDOW),
        queue.topic().settings().maxDeliveries());
  }

  /** What one transaction hands out: about as much as one receiver may get, so little at once. */
  private static final class Round {
    private final long maxBytes;
    private final List<List<Delivery>> handedOut = new ArrayList<>();
    private long bytes;
    private int count;
    private boolean isLastSatisfied = true;
    private boolean isAll;

    Round(long maxBytes) {
      this.maxBytes = maxBytes;
    }

    boolean goesOn() {
      return isLastSatisfied && count < ReceiveOptions.MAX_MESSAGES && bytes < maxBytes / 2;
    }

    void add(Leasing.HandedOut some, int wanted) {
      List<Delivery> deliveries = some.deliveries();
      handedOut.add(deliveries);
      count += deliveries.size();
      bytes += deliveries.stream().mapToLong(delivery -> delivery.entry().size()).sum();
      isLastSatisfied = deliveries.size() == wanted;
      isAll = some.isAll();
    }

    /** All leases of one receiver end at the same time. */
    Leased leased() {
      Optional<Instant> nextReturn =
          handedOut.stream()
              .flatMap(deliveries -> deliveries.stream().limit(1))
              .map(delivery -> delivery.lease().orElseThrow().until())
              .min(Instant::compareTo);
      return new Leased(handedOut.stream().map(List::size).toList(), isAll, nextReturn);
    }
  }
}

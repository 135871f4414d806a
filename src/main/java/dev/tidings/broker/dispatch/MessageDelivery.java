package dev.tidings.broker.dispatch;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.ReceiveResult;
import dev.tidings.broker.access.MessageFactory;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.batch.QueueGroupCommit;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.LeaseAllocator;
import dev.tidings.store.queue.read.QueueAvailability;
import dev.tidings.store.queue.read.QueueAvailabilityReader;
import dev.tidings.store.queue.read.QueueEntry;
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
public class MessageDelivery {
  @Inject Settings settings;
  @Inject Database database;
  @Inject QueueAvailabilityReader queueAvailabilityReader;
  @Inject LeaseAllocator leaseAllocator;
  @Inject QueueGroupCommit writer;
  @Inject MessageFactory messageFactory;
  @Inject DeliveryCounting counting;
  @Inject @DatabaseTime Clock clock;

  /** What can be expected of a queue; empty when the subscription is gone. */
  public Optional<QueueAvailability> look(QueueId queue) {
    return Optional.ofNullable(look(List.of(queue)).get(queue));
  }

  /** What can be expected of queues; those whose subscription is gone are missing. */
  public Map<QueueId, QueueAvailability> look(Collection<QueueId> queues) {
    int window = settings.number(Setting.QUEUE_WINDOW);
    return database.read(
        connection -> queueAvailabilityReader.read(connection, queues, window, clock.instant()));
  }

  /**
   * What several receivers get, by its numbers.
   *
   * @param counts how many messages each of the first of them gets
   * @param isAll whether nothing was left that anybody could have been given
   * @param nextReturn when the first of it comes back if nobody settles it
   */
  public record Leased(List<Integer> counts, boolean isAll, Optional<Instant> nextReturn) {}

  /**
   * Leases what there is to several receivers in one transaction, to each as much as it wants
   * before the next one gets anything.
   *
   * @param whenCommitted gets what they get, before that is on disk
   * @return what each of them gets; the last of these may get nothing, and those after it get
   *     nothing now
   */
  public CompletableFuture<List<List<Message>>> dispatch(
      SubscriptionLookup.Queue queue, List<ReceiveOptions> wishes, Consumer<Leased> whenCommitted) {
    return writer
        .dispatch(
            queue.id(),
            connection -> lease(connection, queue, wishes),
            dispatchRound -> {
              counting.leased(queue.id(), dispatchRound.dispatched);
              whenCommitted.accept(dispatchRound.leased());
            })
        .thenApply(round -> messages(queue, round));
  }

  /** Acknowledges deliveries, and leases what there is then to one receiver, in one transaction. */
  public CompletableFuture<ReceiveResult> acknowledgeAndDispatch(
      SubscriptionLookup.Queue queue, List<Receipt> done, ReceiveOptions wish) {
    return writer
        .acknowledgeAndDispatch(
            queue.id(), done, connection -> lease(connection, queue, List.of(wish)))
        .thenApply(
            both -> {
              counting.leased(queue.id(), both.result().dispatched);
              return new ReceiveResult(messages(queue, both.result()).get(0), both.outcomes());
            });
  }

  /** Acknowledges deliveries, and leases nothing. */
  public CompletableFuture<ReceiveResult> acknowledge(QueueId queue, List<Receipt> done) {
    return writer
        .acknowledge(queue, done)
        .thenApply(outcomes -> new ReceiveResult(List.of(), outcomes));
  }

  private List<List<Message>> messages(SubscriptionLookup.Queue queue, DispatchRound round) {
    String topic = queue.topic().settings().name();
    return round.dispatched.stream()
        .map(deliveries -> messageFactory.of(deliveries, topic, queue.subscription().key()))
        .toList();
  }

  private DispatchRound lease(
      Connection connection, SubscriptionLookup.Queue queue, List<ReceiveOptions> wishes)
      throws SQLException {
    DispatchRound dispatchRound =
        new DispatchRound(settings.number(Setting.GET_MESSAGES_MAX_BYTES));
    for (ReceiveOptions wish : wishes) {
      if (!dispatchRound.goesOn()) {
        break;
      }
      dispatchRound.add(
          leaseAllocator
              .receive(connection, queue.id(), clock, order(queue, wish))
              .orElseThrow(SubscriptionLookup::gone),
          wish.max());
    }
    return dispatchRound;
  }

  private LeaseAllocator.Order order(SubscriptionLookup.Queue queue, ReceiveOptions wish) {
    return new LeaseAllocator.Order(
        wish.max(),
        Math.min(wish.maxBytes(), settings.number(Setting.GET_MESSAGES_MAX_BYTES)),
        wish.lease().orElse(queue.topic().settings().defaultLease()),
        settings.number(Setting.QUEUE_WINDOW),
        queue.topic().settings().maxDeliveries());
  }

  /** What one transaction delivers: about as much as one receive may get. */
  private static final class DispatchRound {
    private final long maxBytes;
    private final List<List<QueueEntry>> dispatched = new ArrayList<>();
    private long bytes;
    private int count;
    private boolean isLastSatisfied = true;
    private boolean isAll;

    DispatchRound(long maxBytes) {
      this.maxBytes = maxBytes;
    }

    boolean goesOn() {
      return isLastSatisfied && count < ReceiveOptions.MAX_MESSAGES && bytes < maxBytes / 2;
    }

    void add(LeaseAllocator.LeasedBatch some, int wanted) {
      List<QueueEntry> deliveries = some.deliveries();
      dispatched.add(deliveries);
      count += deliveries.size();
      bytes += deliveries.stream().mapToLong(delivery -> delivery.entry().size()).sum();
      isLastSatisfied = deliveries.size() == wanted;
      isAll = some.isAll();
    }

    /** All leases of one receiver end at the same time. */
    Leased leased() {
      Optional<Instant> nextReturn =
          dispatched.stream()
              .flatMap(deliveries -> deliveries.stream().limit(1))
              .map(delivery -> delivery.lease().orElseThrow().until())
              .min(Instant::compareTo);
      return new Leased(dispatched.stream().map(List::size).toList(), isAll, nextReturn);
    }
  }
}

package dev.tidings.broker;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.receive.DeadLetterService;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import dev.tidings.store.queue.read.LeaseAllocator;
import dev.tidings.store.queue.read.QueueEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What receivers do with their queue, in transactions that a test begins and ends as it likes. */
public final class Receivers {
  private static final long ALL = Long.MAX_VALUE;

  /** The window of every receiver that does not say otherwise. */
  public static final int WINDOW = 5_000;

  public static final Duration LEASE = Duration.ofSeconds(30);

  private final EngineFixture engine;

  public Receivers(EngineFixture engine) {
    this.engine = engine;
  }

  public List<QueueEntry> receive(Connection connection, Subscriber subscriber, int max)
      throws SQLException {
    return receive(
        connection,
        subscriber,
        new LeaseAllocator.Order(max, ALL, LEASE, WINDOW, EngineFixture.MAX_DELIVERIES));
  }

  public List<QueueEntry> receive(
      Connection connection, Subscriber subscriber, LeaseAllocator.Order order)
      throws SQLException {
    return dispatch(connection, subscriber, order)
        .map(LeaseAllocator.LeasedBatch::deliveries)
        .orElse(List.of());
  }

  Optional<LeaseAllocator.LeasedBatch> dispatch(
      Connection connection, Subscriber subscriber, LeaseAllocator.Order order)
      throws SQLException {
    return engine
        .bean(LeaseAllocator.class)
        .receive(connection, subscriber.queue(), engine.clock, order);
  }

  public List<ReceiptOutcome> acknowledge(
      Connection connection, Subscriber subscriber, List<Receipt> receipts) throws SQLException {
    return engine
        .bean(LeaseSettlement.class)
        .acknowledge(connection, subscriber.queue(), receipts, engine.clock.instant());
  }

  public List<ReceiptOutcome> reject(
      Connection connection,
      Subscriber subscriber,
      List<Receipt> receipts,
      Rejection rejection,
      int maxDeliveries)
      throws SQLException {
    return engine
        .bean(LeaseSettlement.class)
        .reject(
            connection,
            subscriber.queue(),
            receipts,
            rejection,
            maxDeliveries,
            engine.clock.instant());
  }

  public List<ReceiptOutcome> extend(
      Connection connection, Subscriber subscriber, List<Receipt> receipts, Duration lease)
      throws SQLException {
    Instant now = engine.clock.instant();
    return engine
        .bean(LeaseSettlement.class)
        .extend(connection, subscriber.queue(), receipts, now.plus(lease), now);
  }

  public static List<Receipt> receipts(List<QueueEntry> deliveries) {
    return deliveries.stream().map(one -> one.lease().orElseThrow().receipt()).toList();
  }

  public static List<String> texts(List<QueueEntry> deliveries) {
    return deliveries.stream().map(one -> one.entry().publication().data().asString()).toList();
  }

  public List<DeadLetters.Dead> deadLetters(Connection connection, Subscriber subscriber)
      throws SQLException {
    return engine
        .bean(DeadLetters.class)
        .read(connection, subscriber.queue().subscriptionId(), DeadLetterFilter.all(), 0, 1_000);
  }

  /** What the broker does in transactions of its own happens in the one given. */
  public long redeliver(
      Connection connection, TopicDetails topic, Subscriber subscriber, DeadLetterFilter filter) {
    return access(
        connection, topic, subscriber, access -> access.redeliver(subscriber.key(), filter));
  }

  /** As {@link #redeliver}. */
  public long discard(
      Connection connection, TopicDetails topic, Subscriber subscriber, DeadLetterFilter filter) {
    return access(
        connection, topic, subscriber, access -> access.discard(subscriber.key(), filter));
  }

  private interface Call {
    long on(DeadLetterService access);
  }

  private long access(Connection connection, TopicDetails topic, Subscriber subscriber, Call call) {
    engine.bean(QueuesOfTests.class).add(subscriber, topic);
    return engine
        .bean(OwnConnection.class)
        .joined(connection, () -> call.on(engine.bean(DeadLetterService.class)));
  }
}

package dev.tidings.fault;

import dev.tidings.fixture.Wiring;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.queue.read.Queues;
import dev.tidings.store.queue.read.ReceiveBudget;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The queues in a database without a server: drained with the engine's own code, to look into many
 * images in the time of one start.
 */
final class StoredQueues {
  /** By then all leases have ended. */
  private static final Duration LATER = Duration.ofDays(1);

  private static final int PAGE = 1_000;
  private static final int MAX_DELIVERIES = 1_000;

  // A subscription, as the checker knows it, by the name of its endpoint.
  private static final String FIND =
      """
      SELECT s.id, s.topic_id FROM tidings.subscription s
      JOIN tidings.endpoint e ON e.id = s.endpoint_id
      WHERE e.name = ?""";

  private final Queues queues = new Wiring().get(Queues.class);
  private final Connection connection;

  /** The connection commits when told to. */
  StoredQueues(Connection connection) {
    this.connection = connection;
  }

  /** Takes everything out of one of them, and writes down what came, as a client does. */
  void drain(String subscriber, Path logs) throws SQLException {
    QueueId queue = find(subscriber);
    try (EventLog log = new EventLog(logs, "image-" + subscriber)) {
      Event call = Event.of(Action.GET, Outcome.INVOKE, 1).from(subscriber);
      log.write(call);
      List<QueueEntry> page = page(queue);
      while (!page.isEmpty()) {
        log.write(page.stream().map(delivery -> event(call, delivery)).toList());
        page = page(queue);
      }
    }
  }

  private List<QueueEntry> page(QueueId queue) throws SQLException {
    ReceiveBudget receiveBudget = new ReceiveBudget(PAGE, Long.MAX_VALUE);
    // As the databases keep it: H2 rounds up what comes back now to a moment later than now.
    Instant now = Instant.now().plus(LATER).truncatedTo(ChronoUnit.MICROS);
    List<QueueEntry> page =
        queues
            .drain(connection, queue, InstantSource.fixed(now), MAX_DELIVERIES, receiveBudget)
            .orElseThrow();
    connection.commit();
    return page;
  }

  private static Event event(Event call, QueueEntry delivery) {
    Payload payload = Payload.read(delivery.entry().publication().data().toBytes());
    return call.as(Outcome.OK)
        .delivered(
            payload.msg(),
            payload.sha(),
            delivery.entry().priority(),
            delivery.deliveryCount(),
            "");
  }

  private QueueId find(String subscriber) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, subscriber);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new AssertionError("The subscription of " + subscriber + " is gone");
        }
        return new QueueId(row.getLong(1), row.getLong(2));
      }
    }
  }
}

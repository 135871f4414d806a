package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.EngineModel.Saying;
import dev.tidings.broker.append.MessageIdGenerator;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.UnclaimedMessages;
import dev.tidings.store.queue.read.LeaseAllocator;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.queue.read.Queues;
import dev.tidings.store.queue.read.ReceiveBudget;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Two servers on one database, each with a memory of its own, and what they are asked to do. */
final class EngineModelNodes {
  private static final AtomicLong RUNS = new AtomicLong();

  /** Every lane begins just before two blocks of expired positions meet. */
  private static final long FIRST_POSITION = 1_015;

  /** The number of a subscriber that never was. */
  static final int NOBODY = Integer.MAX_VALUE;

  private static final SubscriptionKey KEY_OF_NOBODY =
      SubscriptionKey.of("zpsk.rest." + "0".repeat(24));

  private final Map<Integer, Subscriber> subscribers = new HashMap<>();
  private final long number = RUNS.incrementAndGet();
  private final Connection connection;
  private final List<EngineFixture> nodes;

  EngineModelNodes(TestDatabase database, Connection connection) {
    this.connection = connection;
    nodes =
        new ArrayList<>(
            List.of(
                new EngineFixture(database, new TopicLock()),
                new EngineFixture(database, new TopicLock())));
  }

  EngineFixture any(Random random) {
    return nodes.get(random.nextInt(nodes.size()));
  }

  long numberOfThisRun() {
    return number;
  }

  TestDatabase database() {
    return nodes.get(0).database;
  }

  Instant now() {
    return nodes.get(0).clock.instant();
  }

  /** One of them forgets all that it has in memory. */
  void restart(Random random) throws SQLException {
    EngineFixture fresh = new EngineFixture(database(), new TopicLock());
    fresh.clock.advance(Duration.between(fresh.clock.instant(), now()));
    close(nodes.set(random.nextInt(nodes.size()), fresh));
  }

  void close() throws SQLException {
    for (EngineFixture node : nodes) {
      close(node);
    }
  }

  private static void close(EngineFixture node) throws SQLException {
    node.bean(OwnConnection.class).close();
  }

  void advance(Duration step) {
    nodes.forEach(node -> node.clock.advance(step));
  }

  TopicDetails topic(TopicSettings.Builder settings) throws SQLException {
    EngineFixture engine = nodes.get(0);
    TopicDetails topic = engine.topic(connection, settings);
    LanePositions begin = LanePositions.start();
    List<LogEntry> entries = new ArrayList<>();
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      begin = lane == Lane.ADDRESSED ? begin : begin.with(lane, FIRST_POSITION);
      entries.add(entry(engine, lane));
    }
    MessageLog.End start = new MessageLog.End(FIRST_POSITION, begin);
    engine.log.append(connection, topic.id(), MessageLog.place(start, entries).entries());
    LanePositions end = engine.log.end(connection, topic.id()).lanes();
    engine.bean(UnclaimedMessages.class).move(connection, topic.id(), end);
    return topic;
  }

  private LogEntry entry(EngineFixture engine, int lane) {
    int priority = Math.max(lane, Lane.FIRST);
    return new LogEntry(
        lane,
        0,
        engine.bean(MessageIdGenerator.class).next(),
        now(),
        now().plus(Publication.MAX_EXPIRATION),
        true,
        1,
        "pub=/**",
        Publication.builder().data("before all").priority(priority).build());
  }

  void change(TopicDetails topic) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE tidings.topic
            SET version = ?, max_depth = ?, overflow = ?, on_no_subs = ?, max_deliveries = ?
            WHERE id = ?""")) {
      statement.setLong(1, topic.version());
      statement.setLong(2, topic.settings().maxDepth());
      statement.setString(3, topic.settings().overflow().name());
      statement.setString(4, topic.settings().onNoSubs().name());
      statement.setInt(5, topic.settings().maxDeliveries());
      statement.setLong(6, topic.id());
      statement.executeUpdate();
    }
  }

  void subscribe(EngineFixture engine, int id, TopicDetails topic) throws SQLException {
    subscribers.put(id, engine.subscribe(connection, topic));
  }

  /** Ends everything that a topic holds, as the broker does. */
  void delete(EngineFixture engine, TopicDetails topic) throws SQLException {
    engine.delete(connection, topic);
  }

  Subscriber subscriber(int id) {
    return subscribers.get(id);
  }

  List<MessageId> publish(
      EngineFixture engine, TopicDetails topic, List<Saying> said, String key, boolean isAlone)
      throws SQLException {
    List<Publication> publications = said.stream().map(this::publication).toList();
    return engine.publish(connection, topic, number, publications, key, isAlone);
  }

  private Publication publication(Saying one) {
    Publication.Builder builder =
        Publication.builder()
            .data(one.text())
            .priority(one.priority())
            .expiration(one.expiration());
    for (int addressee : one.addressees()) {
      builder.deliverTo(addressee == NOBODY ? KEY_OF_NOBODY : subscriber(addressee).key());
    }
    if (!one.id().isEmpty()) {
      builder.msgId(MessageId.of(one.id()));
    }
    return builder.build();
  }

  List<QueueEntry> drain(EngineFixture engine, int id, int maxDeliveries, int max, long bytes)
      throws SQLException {
    return engine
        .queues
        .drain(
            connection,
            subscriber(id).queue(),
            engine.clock,
            maxDeliveries,
            new ReceiveBudget(max, bytes))
        .orElseThrow();
  }

  LeaseAllocator.LeasedBatch receive(
      EngineFixture engine, int id, int maxDeliveries, EngineModelQueue.Order order)
      throws SQLException {
    return new Receivers(engine)
        .dispatch(
            connection,
            subscriber(id),
            new LeaseAllocator.Order(
                order.max(), order.bytes(), order.lease(), order.window(), maxDeliveries))
        .orElseThrow();
  }

  /** All pages, one after the other. */
  List<QueueEntry> browse(
      EngineFixture engine, int id, MessageState state, int maxDeliveries, int limit, long bytes)
      throws SQLException {
    List<QueueEntry> found = new ArrayList<>();
    String after = "";
    do {
      Queues.Page page =
          engine
              .queues
              .browse(
                  connection,
                  subscriber(id).queue(),
                  state,
                  engine.clock,
                  maxDeliveries,
                  after,
                  limit,
                  bytes)
              .orElseThrow();
      assertThat(page.deliveries()).hasSizeLessThanOrEqualTo(limit);
      found.addAll(page.deliveries());
      after = page.next();
    } while (!after.isEmpty());
    return found;
  }
}

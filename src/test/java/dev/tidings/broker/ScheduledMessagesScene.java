package dev.tidings.broker;

import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.schedule.ScheduledMessageMover;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.queue.read.ReceiveBudget;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** Publications that are held back for an hour, and servers that release them. */
public abstract class ScheduledMessagesScene {
  public static final Duration HOUR = Duration.ofHours(1);

  @Parameter TestDatabase database;

  private final List<BrokerNode> nodes = new ArrayList<>();
  public EngineFixture engine;
  public Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    connection = database.connect();
    // What other tests have left is due at other times, but it is there.
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM tidings.scheduled");
    }
    connection.commit();
  }

  @AfterEach
  void end() throws Exception {
    for (BrokerNode node : nodes) {
      node.close();
    }
    connection.close();
  }

  public static Publication.Builder later(String text) {
    return Publication.builder().data(text).deliverAfter(HOUR);
  }

  public static void release(BrokerNode node) {
    node.bean(ScheduledMessageMover.class).moveDue();
  }

  public TopicDetails topic(TopicSettings.Builder settings) throws SQLException {
    return engine.topic(settings);
  }

  public Subscriber subscribe(TopicDetails topic) throws SQLException {
    Subscriber added = engine.subscribe(connection, topic);
    connection.commit();
    return added;
  }

  public List<String> drained(Subscriber subscriber) throws SQLException {
    return texts(drain(subscriber));
  }

  public List<QueueEntry> drain(Subscriber subscriber) throws SQLException {
    List<QueueEntry> deliveries =
        engine
            .queues
            .drain(
                connection,
                subscriber.queue(),
                engine.clock,
                EngineFixture.MAX_DELIVERIES,
                new ReceiveBudget(Integer.MAX_VALUE, Long.MAX_VALUE))
            .orElseThrow();
    connection.commit();
    return deliveries;
  }

  public static List<String> texts(List<QueueEntry> deliveries) {
    return deliveries.stream().map(one -> one.entry().publication().data().asString()).toList();
  }

  public long count(String table) throws SQLException {
    try (Connection own = database.connect();
        var statement = own.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM tidings." + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  BrokerNode ticking() throws ReflectiveOperationException {
    return added(BrokerNode.ticking(database, engine.clock));
  }

  public BrokerNode withoutTicks() throws ReflectiveOperationException {
    return added(BrokerNode.withoutTicks(database, engine.clock));
  }

  BrokerNode added(BrokerNode node) {
    nodes.add(node);
    return node;
  }
}

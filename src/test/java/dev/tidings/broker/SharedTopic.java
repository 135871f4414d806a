package dev.tidings.broker;

import dev.tidings.api.MessageId;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.append.MessageIdGenerator;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.queue.read.Queues;
import dev.tidings.store.queue.read.ReceiveBudget;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A topic on which two sides move at once. It begins with one subscriber, whose queue has a leased
 * message and three that wait.
 */
final class SharedTopic {

  /** What a side may do to it, each in one transaction. */
  enum Move {
    APPEND,
    SUBSCRIBE,
    UNSUBSCRIBE,
    RECEIVE,
    ACKNOWLEDGE,
    CLEAR,
    DELETE
  }

  private static final Duration UNTIL_LEASES_HAVE_ENDED = Receivers.LEASE.plusSeconds(1);
  private static final String GONE = "gone";

  private final EngineFixture engine;
  private final Receivers receivers;
  private final TopicDetails topic;
  private final List<Receipt> receipts;
  private final Map<String, Subscriber> subscribers = new TreeMap<>();

  /** In the transaction given, which is to be committed then. */
  SharedTopic(TestDatabase database, TopicLock topicLock, Connection connection)
      throws SQLException {
    engine = new EngineFixture(database, topicLock);
    receivers = new Receivers(engine);
    topic = engine.topic(connection, TopicSettings.builder("").maxDepth(100));
    Subscriber first = engine.subscribe(connection, topic);
    subscribers.put("first", first);
    engine.publish(connection, topic, Publication.of("leased"));
    receipts = Receivers.receipts(receivers.receive(connection, first, 1));
    engine.publish(
        connection,
        topic,
        Publication.builder().data("low").priority(1).build(),
        Publication.of("waiting"),
        Publication.builder().data("high").priority(9).build());
  }

  /** Makes a move in the transaction given, and tells what came of it. */
  String move(Move move, String side, Connection connection) throws SQLException {
    Subscriber first = subscribers.get("first");
    return switch (move) {
      case APPEND -> append(connection, side);
      case SUBSCRIBE -> subscribe(connection, side);
      case UNSUBSCRIBE -> {
        engine.unsubscribe(connection, first);
        yield "unsubscribed";
      }
      case RECEIVE -> "received " + shown(receivers.receive(connection, first, 2));
      case ACKNOWLEDGE -> receivers.acknowledge(connection, first, receipts).toString();
      case CLEAR -> "cleared " + engine.clear(connection, first);
      case DELETE -> {
        engine.delete(connection, topic);
        yield "deleted";
      }
    };
  }

  private String append(Connection connection, String text) throws SQLException {
    List<MessageId> ids = List.of(engine.bean(MessageIdGenerator.class).next());
    PublicationWriter.Call call =
        new PublicationWriter.Call(
            topic, 1, "pub=/**", List.of(Publication.of(text)), ids, "", true);
    Optional<List<MessageId>> stored =
        engine.bean(PublicationWriter.class).publish(connection, call).outcomes().get(0).orThrow();
    return stored.isPresent() ? "appended" : GONE;
  }

  private String subscribe(Connection connection, String side) throws SQLException {
    if (engine.bean(TopicLock.class).lock(connection, topic.id()).isEmpty()) {
      return GONE;
    }
    subscribers.put(side, engine.subscribe(connection, topic));
    return "subscribed";
  }

  /** All that can be told of it, in a transaction that only looks and is to be rolled back. */
  List<String> tell(Connection connection) throws SQLException {
    List<String> told = new ArrayList<>();
    EngineInvariants invariants = new EngineInvariants(connection, engine, topic.id());
    boolean isThere = engine.bean(TopicLock.class).lock(connection, topic.id()).isPresent();
    if (isThere) {
      invariants.assertHold();
    } else {
      invariants.assertTopicIsGone();
      told.add(GONE);
    }
    for (Map.Entry<String, Subscriber> each : subscribers.entrySet()) {
      told.add(each.getKey() + ": " + tell(connection, invariants, each.getValue()));
    }
    if (isThere) {
      Subscriber next = engine.subscribe(connection, topic);
      told.add("next: " + engine.drain(connection, next));
    }
    return told;
  }

  private String tell(Connection connection, EngineInvariants invariants, Subscriber subscriber)
      throws SQLException {
    Optional<Queues.Page> leased = leased(connection, subscriber);
    if (leased.isEmpty()) {
      invariants.assertAreGone(List.of(subscriber.queue().subscriptionId()));
      return GONE;
    }
    return "depth %d, leased %s, %s"
        .formatted(
            engine.depth(connection, subscriber),
            shown(leased.get().deliveries()),
            shown(everything(connection, subscriber)));
  }

  private Optional<Queues.Page> leased(Connection connection, Subscriber subscriber)
      throws SQLException {
    return engine.queues.browse(
        connection,
        subscriber.queue(),
        MessageState.LEASED,
        engine.clock,
        EngineFixture.MAX_DELIVERIES,
        "",
        100,
        Long.MAX_VALUE);
  }

  /** What a drain returns when nobody has anything any more. */
  private List<QueueEntry> everything(Connection connection, Subscriber subscriber)
      throws SQLException {
    return engine
        .queues
        .drain(
            connection,
            subscriber.queue(),
            InstantSource.fixed(engine.clock.instant().plus(UNTIL_LEASES_HAVE_ENDED)),
            EngineFixture.MAX_DELIVERIES,
            new ReceiveBudget(100, Long.MAX_VALUE))
        .orElseThrow();
  }

  private static List<String> shown(List<QueueEntry> deliveries) {
    return deliveries.stream()
        .map(one -> one.entry().publication().data().asString() + "/" + one.deliveryCount())
        .toList();
  }

  /** What a side did was rolled back. */
  void forget(String side) {
    subscribers.remove(side);
  }

  /** Leaves nothing behind, whatever was done to it; in the transaction given. */
  void delete(Connection connection) throws SQLException {
    engine.delete(connection, topic);
  }
}

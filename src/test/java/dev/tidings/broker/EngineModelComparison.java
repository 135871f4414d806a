package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.MessageState;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.EngineModel.Saying;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.depth.QueueDepths;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.queue.read.QueueEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The engine and the model side by side: does the same to both and compares the answers. */
abstract class EngineModelComparison {
  private static final int SHOWN = 20;
  private static final int MAX_SUBSCRIBERS = 5;
  static final long EVERYTHING = 1L << 40;

  private final long seed;
  final Connection connection;
  final EngineModelNodes nodes;
  final List<String> transcript = new ArrayList<>();
  EngineModel model = new EngineModel();
  EngineFixture engine;
  Map<String, MessageId> ids = new HashMap<>();
  boolean isRefused;
  private int lastSubscriber;

  /** What an operation does to the engine. */
  interface Step {
    Object run() throws SQLException;
  }

  EngineModelComparison(TestDatabase database, long seed) throws SQLException {
    this.seed = seed;
    connection = database.connect();
    nodes = new EngineModelNodes(database, connection);
  }

  void agree(String what, Supplier<Object> expected, Step actual) throws SQLException {
    String modelled = answer(expected::get);
    isRefused = false;
    String answered = answer(actual);
    transcript.add(what + ": " + answered);
    assertThat(answered).as(what).isEqualTo(modelled);
  }

  private String answer(Step step) throws SQLException {
    try {
      return EngineModelSayings.shown(step.run().toString());
    } catch (TidingsException refused) {
      isRefused = true;
      return refused.type().name();
    }
  }

  /** Of one text that is stored there is one id, however often it is published. */
  List<String> texts(List<Saying> said, List<MessageId> answer) {
    List<String> stored = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      String text = answer.get(i).isStored() ? said.get(i).text() : "";
      stored.add(text);
      if (!text.isEmpty()) {
        ids.putIfAbsent(text, answer.get(i));
        assertThat(answer.get(i)).isEqualTo(ids.get(text));
      }
    }
    return stored;
  }

  EngineModelQueue queue(int topic, int id) {
    return model.queue(topic, id);
  }

  int maxDeliveries(int topic) {
    return model.details(topic).settings().maxDeliveries();
  }

  void subscribe(int topic) throws SQLException {
    if (model.subscribers(topic).size() < MAX_SUBSCRIBERS) {
      int id = ++lastSubscriber;
      agree(
          "subscribe " + id + " to " + topic,
          () -> {
            model.subscribe(topic, id);
            return id;
          },
          () -> {
            nodes.subscribe(engine, id, model.details(topic));
            return id;
          });
    }
  }

  void unsubscribe(int topic, int id) throws SQLException {
    agree(
        "unsubscribe " + id + " from " + topic,
        () -> {
          model.unsubscribe(topic, id);
          return id;
        },
        () -> {
          engine.unsubscribe(connection, nodes.subscriber(id));
          return id;
        });
    List<Long> gone = List.of(nodes.subscriber(id).queue().subscriptionId());
    invariants(topic).assertAreGone(gone);
  }

  void drain(int topic, int id, int max, long bytes) throws SQLException {
    int most = maxDeliveries(topic);
    agree(
        "drain " + id + " of " + topic + " up to " + max + " and " + bytes + " bytes",
        () -> queue(topic, id).drain(nodes.now(), most, max, bytes),
        () -> shown(nodes.drain(engine, id, most, max, bytes)));
    compareDead(topic, id);
  }

  /** Of those that died together the engine says which is the first. */
  void compareDead(int topic, int id) throws SQLException {
    List<DeadLetters.Dead> found =
        new Receivers(engine).deadLetters(connection, nodes.subscriber(id));
    List<String> texts =
        found.stream().map(one -> one.entry().publication().data().asString()).toList();
    queue(topic, id).adoptOrder(texts);
    String shown = EngineModelSayings.shown(found.stream().map(this::shown).toList().toString());
    transcript.add("dead of " + id + ": " + shown);
    assertThat(shown)
        .as("dead letters of %s of %s", id, topic)
        .isEqualTo(EngineModelSayings.shown(queue(topic, id).dead().toString()));
  }

  private String shown(DeadLetters.Dead dead) {
    return "%s*%s %s %s"
        .formatted(
            dead.entry().publication().data().asString(),
            dead.deliveryCount(),
            dead.reason(),
            dead.diedAt());
  }

  /** What is handed out, and how often it was before. */
  static List<String> shown(List<QueueEntry> deliveries) {
    return deliveries.stream()
        .map(one -> one.entry().publication().data().asString() + "*" + one.deliveryCount())
        .toList();
  }

  void browse(int topic, int id, MessageState state, int limit, long bytes) throws SQLException {
    int most = maxDeliveries(topic);
    agree(
        "browse %s of %s of %s by %s and %s bytes".formatted(state, id, topic, limit, bytes),
        () -> queue(topic, id).in(state, nodes.now(), most),
        () -> shown(nodes.browse(engine, id, state, most, limit, bytes)));
  }

  private EngineInvariants invariants(int topic) {
    return new EngineInvariants(connection, engine, model.details(topic).id());
  }

  /** Each message is in one state, and the states are the depth. */
  void compareStates(int topic, int id) throws SQLException {
    Instant now = nodes.now();
    int most = maxDeliveries(topic);
    EngineModelQueue queue = queue(topic, id);
    QueueDepths.States states =
        engine.queueDepths.states(connection, nodes.subscriber(id).queue(), now, most);
    int ready = nodes.browse(engine, id, MessageState.READY, most, 1_000, EVERYTHING).size();

    assertThat(states)
        .as("states of %s of %s", id, topic)
        .isEqualTo(
            new QueueDepths.States(
                queue.count(MessageState.LEASED, now, most),
                queue.count(MessageState.DELAYED, now, most),
                queue.dead().size()));
    assertThat(engine.depth(connection, nodes.subscriber(id)))
        .as("sum of the states of %s of %s", id, topic)
        .isEqualTo(ready + states.leased() + states.delayed());
    invariants(topic).assertHold();
  }

  void compareDepths(int topic) throws SQLException {
    for (int id : model.subscribers(topic)) {
      assertThat(engine.depth(connection, nodes.subscriber(id)))
          .as("depth of %s of %s", id, topic)
          .isEqualTo(queue(topic, id).depth(nodes.now()));
    }
  }

  AssertionError report(Throwable failure) {
    List<String> last =
        transcript.subList(Math.max(0, transcript.size() - SHOWN), transcript.size());
    return new AssertionError(
        "Seed %d on %s, the last of it:%n%s%n%s"
            .formatted(seed, nodes.database(), String.join("\n", last), failure),
        failure);
  }
}

package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.EngineModel.Saying;
import dev.tidings.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
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
  }

  void drain(int topic, int id, int max, long bytes) throws SQLException {
    agree(
        "drain " + id + " of " + topic + " up to " + max + " and " + bytes + " bytes",
        () -> model.drain(topic, id, max, bytes, nodes.now()),
        () -> nodes.drain(engine, id, max, bytes));
  }

  void compareDepths(int topic) throws SQLException {
    if (isRefused) {
      return;
    }
    for (int id : model.subscribers(topic)) {
      long depth = model.waiting(topic, id, nodes.now()).size();
      assertThat(engine.depth(connection, nodes.subscriber(id)))
          .as("depth of %s of %s", id, topic)
          .isEqualTo(depth);
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

package dev.tidings.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Everything that a scenario works with, on one database. */
record Bench(
    BenchDatabase database,
    BenchServer server,
    Load load,
    Stage stage,
    Limits limits,
    Options options,
    Table table) {

  void add(Result result) {
    table.add(database.title(), result);
  }

  /** Publishes one message or several to a topic of the benchmarks, again and again. */
  Crowd publishers(int clients, String topic, int batch) {
    Request request = publish(topic, batch);
    return Crowd.of(clients, number -> Script.repeat(request, 201, batch));
  }

  /** Publishes one message or several at once to a topic of the benchmarks. */
  Request publish(String topic, int batch) {
    String body =
        batch == 1
            ? Payload.one(options.messageSize())
            : Payload.batch(options.messageSize(), batch);
    return Request.post(stage.publisher(), Stage.TOPICS + topic + "/messages", body);
  }

  /** Publishes messages with stamps to topics of the benchmarks, one topic after the other. */
  Stamping stamping(List<String> topics) {
    String body = Payload.stamped(options.messageSize());
    List<Request> requests =
        topics.stream()
            .map(topic -> Request.post(stage.publisher(), Stage.TOPICS + topic + "/messages", body))
            .toList();
    return new Stamping(Stream.generate(requests::stream).flatMap(all -> all).iterator(), 201);
  }

  /**
   * Limit 5: has a delivery said by the benchmarks' own WebSocket, with another stamp each time.
   */
  Stamping broadcasts(String path, String delivery) {
    Request request = Request.post(stage.publisher(), "/api/bench/" + path, delivery);
    return new Stamping(Stream.generate(() -> request).iterator(), 200);
  }

  /** Limit 1: publishes that are read and answered, and not stored. */
  Crowd publishersOfNothing(int clients) {
    Request request =
        Request.post(stage.publisher(), "/api/bench/nothing", Payload.one(options.messageSize()));
    return Crowd.of(clients, number -> Script.repeat(request, 201, 1));
  }

  /** One request that is no part of what is measured. */
  Answer call(Request request, int status) {
    List<Answer> answers = new ArrayList<>();
    Iterator<Request> once = List.of(request).iterator();
    load.run(
        Crowd.of(1, number -> Script.each(once, status, answers::add)),
        Timing.once(Duration.ofMinutes(1)));
    return answers.get(0);
  }

  Measurement run(Crowd crowd) {
    return load.run(crowd, options.timing());
  }
}

package dev.tidings.bench;

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
    String body =
        batch == 1
            ? Payload.one(options.messageSize())
            : Payload.batch(options.messageSize(), batch);
    Request request = Request.post(stage.publisher(), Stage.TOPICS + topic + "/messages", body);
    return Crowd.of(clients, number -> Script.repeat(request, 201, batch));
  }

  /** Limit 1: publishes that are read and answered, and not stored. */
  Crowd publishersOfNothing(int clients) {
    Request request =
        Request.post(stage.publisher(), "/api/bench/nothing", Payload.one(options.messageSize()));
    return Crowd.of(clients, number -> Script.repeat(request, 201, 1));
  }

  Measurement run(Crowd crowd) {
    return load.run(crowd, options.timing());
  }
}

package dev.tidings.bench;

/**
 * Publishes over HTTP at a fixed rate; the latency is that of the answers.
 *
 * @param batch messages of a request
 */
record PublishAtRate(int batch, int rate) implements FixedRateLoad {
  private static final int CLIENTS_OF_ONE = 64;
  private static final int CLIENTS_OF_MANY = 4;

  @Override
  public String title() {
    return batch == 1 ? "publish, one by one" : "publish, by %d".formatted(batch);
  }

  private String topic() {
    return "at-rate-publish-" + batch;
  }

  @Override
  public void prepare(Bench bench) {
    bench.stage().topic(topic());
    bench.stage().subscribe(bench.stage().readers(1), topic());
  }

  /** Each time the queue is as empty as the first time. */
  @Override
  public Measurement run(Bench bench, Timing timing) {
    bench.call(Drain.clear(bench.stage().readers(1).get(0), topic()), 200);
    int clients = batch == 1 ? CLIENTS_OF_ONE : CLIENTS_OF_MANY;
    Crowd publishers = bench.publishers(clients, topic(), batch);
    return bench.load().run(publishers.at((double) rate / batch), timing);
  }
}

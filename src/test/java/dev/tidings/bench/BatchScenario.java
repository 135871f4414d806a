package dev.tidings.bench;

import java.util.List;

/** S2: several messages a request. */
final class BatchScenario implements Scenario {
  private static final String TOPIC = "s2";
  private static final int DEMANDED = 100;
  private static final List<Integer> BATCHES = List.of(10, DEMANDED, 1_000);

  private static final List<Integer> CLIENTS = List.of(1, 4, 16);

  /** Of all requests together; more would be refused: so much waits for the disk at most. */
  private static final int MOST_MESSAGES = 4_000;

  /** Of a request. */
  private static final int MOST_BYTES = 2_097_152;

  @Override
  public void run(Bench bench) {
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(bench.stage().readers(1), TOPIC);
    for (int batch : BATCHES) {
      if (batch * bench.options().messageSize() <= MOST_BYTES) {
        run(bench, batch);
      }
    }
  }

  private static void run(Bench bench, int batch) {
    Measurement append = bench.limits().append(batch);
    bench.add(new Result("L2", batch + " a commit", "messages/s", append));
    for (int clients : CLIENTS) {
      if (clients * batch > MOST_MESSAGES) {
        continue;
      }
      Measurement published = bench.run(bench.publishers(clients, TOPIC, batch));
      bench.add(
          new Result(
              "S2",
              "%d a request, %d at once".formatted(batch, clients),
              "messages/s",
              published,
              ratio(batch, published, append)));
    }
  }

  private static Ratio ratio(int batch, Measurement published, Measurement append) {
    return batch == DEMANDED
        ? Ratio.of(published.rate(), append.rate(), "L2", Target.BATCH)
        : Ratio.of(published.rate(), append.rate(), "L2");
  }
}

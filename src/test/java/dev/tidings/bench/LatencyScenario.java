package dev.tidings.bench;

import java.time.Duration;
import java.util.List;

/** S5: from publish to receipt at fixed rates, over HTTP and over WebSockets. */
final class LatencyScenario implements Scenario {
  private static final String NAME = "S5";
  private static final String POLLED = "s5-long-poll";
  private static final String UNIT = "deliveries/s";
  private static final int DEMANDED = 500;
  private static final List<Integer> RATES = List.of(DEMANDED, 2_000);
  private static final int PUBLISHERS = 64;

  /** Of one subscription, which they share. */
  private static final int CONSUMERS = 4;

  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public void run(Bench bench) {
    Login reader = bench.stage().readers(1).get(0);
    bench.stage().topic(POLLED);
    bench.stage().subscribe(List.of(reader), POLLED);
    for (int rate : RATES) {
      run(bench, reader, rate);
    }
  }

  private static void run(Bench bench, Login reader, int rate) {
    String at = ", %,d a second".formatted(rate);
    Timing timing = bench.options().timing();
    DeliverAtRate sockets = new DeliverAtRate(rate);
    sockets.prepare(bench);
    bench.add(new Result(NAME, "long poll" + at, UNIT, polled(bench, reader, rate)));
    Measurement told = sockets.runWithoutStoring(bench, timing, sockets.sample(bench));
    bench.add(new Result("L5", "WebSocket" + at, UNIT, told));
    Measurement delivered = sockets.run(bench, timing);
    bench.add(
        new Result(
            NAME,
            "WebSocket" + at,
            UNIT,
            delivered,
            rate == DEMANDED ? ratios(bench, delivered) : List.of()));
  }

  /** Of times: less is better. */
  private static List<Ratio> ratios(Bench bench, Measurement delivered) {
    boolean isPostgreSql = bench.database() instanceof BenchPostgreSql;
    return isPostgreSql ? ratios(delivered, 20, 8, 5, 2.5) : ratios(delivered, 12, 5, 3, 1.5);
  }

  private static List<Ratio> ratios(
      Measurement delivered, double enough99, double aim99, double enough50, double aim50) {
    return List.of(ratio(delivered, 99, enough99, aim99), ratio(delivered, 50, enough50, aim50));
  }

  private static Ratio ratio(Measurement delivered, int percentile, double enough, double aim) {
    return Ratio.of(
        delivered.millis(percentile),
        enough,
        "%.0f ms (p%d)".formatted(enough, percentile),
        new Target(1, aim / enough));
  }

  private static Measurement polled(Bench bench, Login reader, double rate) {
    Stamping publishers = bench.stamping(List.of(POLLED));
    Arrivals arrivals = new Arrivals(bench.load().tally());
    Crowd readers =
        Crowd.of(CONSUMERS, number -> Drain.waiting(reader, POLLED, arrivals, () -> false));
    var unused =
        bench
            .load()
            .run(
                List.of(publishers.crowd(PUBLISHERS).at(rate), readers),
                bench.options().timing(),
                arrivals.tally());
    Crowd last =
        Crowd.of(
            1,
            number ->
                Drain.waiting(
                    reader, POLLED, arrivals, () -> arrivals.total() >= publishers.sent()));
    bench.load().run(last, Timing.once(LIMIT));
    return arrivals.tally().measurement();
  }
}

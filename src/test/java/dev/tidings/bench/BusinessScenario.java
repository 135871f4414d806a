package dev.tidings.bench;

/**
 * S11: code in the server publishes in long transactions while clients publish to the same topic.
 */
final class BusinessScenario implements Scenario {
  private static final String NAME = "S11";
  private static final String TOPIC = "s11";
  private static final String BUSINESS = "/api/bench/business";
  private static final int PUBLISHERS = 64;
  private static final int THREADS = 16;

  @Override
  public void run(Bench bench) {
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(bench.stage().readers(1), TOPIC);
    Measurement alone = bench.run(bench.publishers(PUBLISHERS, TOPIC, 1));
    bench.add(new Result(NAME, "clients alone", "messages/s", alone));
    bench.call(open(bench), 200);
    Measurement together = bench.run(bench.publishers(PUBLISHERS, TOPIC, 1));
    bench.call(Request.delete(bench.stage().publisher(), BUSINESS), 200);
    bench.add(
        new Result(
            NAME,
            "beside %d threads with transactions of 100 ms".formatted(THREADS),
            "messages/s",
            together,
            Ratio.of(together.rate(), alone.rate(), "alone", Target.BUSINESS)));
  }

  private static Request open(Bench bench) {
    return Request.post(
        bench.stage().publisher(),
        "%s?topic=/bench/%s&threads=%d".formatted(BUSINESS, TOPIC, THREADS),
        Payload.one(bench.options().messageSize()));
  }
}

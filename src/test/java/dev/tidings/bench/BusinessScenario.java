package dev.tidings.bench;

import java.time.Duration;
import java.util.List;

/**
 * S11: code in the server publishes in long transactions while clients publish to the same topic.
 */
final class BusinessScenario implements Scenario {
  private static final String NAME = "S11";
  private static final String TOPIC = "s11";
  private static final String BUSINESS = "/api/bench/business";
  private static final int PUBLISHERS = 64;
  private static final int THREADS = 16;
  private static final Timing ONE_CALL = Timing.once(Duration.ofMinutes(1));

  @Override
  public void run(Bench bench) {
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(bench.stage().readers(1), TOPIC);
    Measurement alone = bench.run(bench.publishers(PUBLISHERS, TOPIC, 1));
    bench.add(new Result(NAME, "clients alone", "messages/s", alone));
    call(bench, open(bench));
    Measurement together = bench.run(bench.publishers(PUBLISHERS, TOPIC, 1));
    call(bench, Request.delete(bench.stage().publisher(), BUSINESS));
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

  private static void call(Bench bench, Request request) {
    var once = List.of(request).iterator();
    bench.load().run(Crowd.of(1, number -> Script.each(once, 200)), ONE_CALL);
  }
}

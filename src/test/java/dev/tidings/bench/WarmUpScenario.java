package dev.tidings.bench;

import java.time.Duration;
import java.util.List;

/** S16: what a node does in its first two minutes. It needs {@code --first-warm-up=0}. */
final class WarmUpScenario implements Scenario {
  private static final String NAME = "S16";
  private static final String TOPIC = "s16";
  private static final int CLIENTS = 16;
  private static final List<Integer> UNTIL = List.of(10, 30, 60, 120);

  @Override
  public void run(Bench bench) {
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(bench.stage().readers(1), TOPIC);
    String start =
        "%.1f s from start to ready".formatted(bench.server().startTook().toMillis() / 1e3);
    int from = 0;
    for (int until : UNTIL) {
      Timing timing = Timing.once(Duration.ofSeconds(until - from));
      Measurement published = bench.load().run(bench.publishers(CLIENTS, TOPIC, 1), timing);
      String subject = "%d clients, second %d to %d, %s".formatted(CLIENTS, from, until, start);
      bench.add(new Result(NAME, subject, "messages/s", published));
      from = until;
    }
  }
}

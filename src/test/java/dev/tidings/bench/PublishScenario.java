package dev.tidings.bench;

import java.util.ArrayList;
import java.util.List;

/** S1: one message a request. */
final class PublishScenario implements Scenario {
  private static final String NAME = "S1";
  private static final String TOPIC = "s1";
  private static final int FEW = 1;
  private static final int MANY = 64;
  private static final List<Integer> CLIENTS = List.of(FEW, 16, MANY, 256);

  /** Of all requests together: what waits for the disk at most is a little more. */
  private static final int MOST_BYTES = 6_291_456;

  @Override
  public void run(Bench bench) {
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(bench.stage().readers(1), TOPIC);
    for (int clients : CLIENTS) {
      if (clients * bench.options().messageSize() <= MOST_BYTES) {
        run(bench, clients);
      }
    }
  }

  /** The limits are measured next to what they limit: machines have moods. */
  private static void run(Bench bench, int clients) {
    Measurement nothing = bench.run(bench.publishersOfNothing(clients));
    bench.add(
        new Result("L1", clients + (clients == 1 ? " client" : " clients"), "requests/s", nothing));
    Measurement append = bench.limits().append(clients);
    bench.add(new Result("L2", clients + " a commit", "messages/s", append));
    List<Ratio> ratios = new ArrayList<>();
    Measurement flush = clients == FEW ? bench.limits().flush() : nothing;
    Measurement published = bench.run(bench.publishers(clients, TOPIC, 1));
    if (clients == FEW) {
      bench.add(new Result("L3", "8 KiB", "flushes/s", flush));
      ratios.add(Ratio.of(published.rate(), flush.rate(), "L3", Target.ONE_CLIENT));
      ratios.add(Ratio.of(published.rate(), nothing.rate(), "L1"));
    } else if (clients == MANY) {
      ratios.add(Ratio.of(published.rate(), nothing.rate(), "L1", Target.MANY_CLIENTS));
    } else {
      ratios.add(Ratio.of(published.rate(), nothing.rate(), "L1"));
    }
    ratios.add(Ratio.of(published.rate(), append.rate(), "L2"));
    bench.add(
        new Result(
            NAME,
            clients + (clients == 1 ? " client" : " clients"),
            "messages/s",
            published,
            ratios));
    if (clients == MANY) {
      runPaced(bench, published.rate() / 2);
    }
  }

  /** At a fixed rate a stall shows in the latency of everything that was due meanwhile. */
  private static void runPaced(Bench bench, double rate) {
    Measurement paced = bench.run(bench.publishers(MANY, TOPIC, 1).at(rate));
    bench.add(new Result(NAME, MANY + " clients, half that rate", "messages/s", paced));
  }
}

package dev.tidings.bench;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** S3: publishes to topics with more and more subscriptions, idle and draining. */
final class FanOutScenario implements Scenario {
  private static final String NAME = "S3";
  private static final int PUBLISHERS = 64;
  private static final int DRAINING_AT_ONCE = 16;
  private static final int ALONE = 1;
  private static final int DEMANDED = 1_000;
  private static final List<Integer> FEW = List.of(100, DEMANDED);
  private static final String ONE = "fan-out 1";
  private static final String PUBLISHES = "publishes/s";

  @Override
  public void run(Bench bench) {
    prepare(bench, ALONE);
    List<Login> alone = bench.stage().readers(ALONE);
    for (int fanOut : bench.options().isFull() ? List.of(10, 100, DEMANDED) : FEW) {
      prepare(bench, fanOut);
      Measurement idleAlone = idle(bench, ALONE);
      bench.add(new Result(NAME, "1 idle subscription", PUBLISHES, idleAlone));
      Measurement idle = idle(bench, fanOut);
      bench.add(
          new Result(
              NAME,
              fanOut + " idle subscriptions",
              PUBLISHES,
              idle,
              againstOne(fanOut, idle, idleAlone)));
      List<Measurement> drainedAlone = drained(bench, ALONE, alone);
      add(bench, ALONE, drainedAlone);
      List<Measurement> drained = drained(bench, fanOut, bench.stage().readers(fanOut));
      add(bench, fanOut, drained, Ratio.of(drained.get(0).rate(), drainedAlone.get(0).rate(), ONE));
    }
  }

  private static void prepare(Bench bench, int fanOut) {
    bench.stage().topic(topic(fanOut));
    bench.stage().subscribe(bench.stage().readers(fanOut), topic(fanOut));
  }

  private static String topic(int fanOut) {
    return "s3-" + fanOut;
  }

  /** Each is measured next to the one that it is compared with. */
  private static Measurement idle(Bench bench, int fanOut) {
    return bench.run(bench.publishers(PUBLISHERS, topic(fanOut), 1));
  }

  private static Ratio againstOne(int fanOut, Measurement idle, Measurement alone) {
    return fanOut == DEMANDED
        ? Ratio.of(idle.rate(), alone.rate(), ONE, Target.FAN_OUT)
        : Ratio.of(idle.rate(), alone.rate(), ONE);
  }

  /** What the publishers did, and what the subscribers did meanwhile. */
  private static List<Measurement> drained(Bench bench, int fanOut, List<Login> readers) {
    String topic = topic(fanOut);
    return bench
        .load()
        .run(
            List.of(bench.publishers(PUBLISHERS, topic, 1), drains(topic, readers)),
            bench.options().timing());
  }

  private static void add(Bench bench, int fanOut, List<Measurement> both, Ratio... ratios) {
    String subject = fanOut + " draining";
    bench.add(new Result(NAME, subject, PUBLISHES, both.get(0), ratios));
    bench.add(new Result(NAME, subject, "deliveries/s", both.get(1)));
  }

  /** Some drain at the same time, each one queue after the other, round and round. */
  private static Crowd drains(String topic, List<Login> readers) {
    int clients = Math.min(DRAINING_AT_ONCE, readers.size());
    Iterator<Request> shared =
        Stream.generate(() -> readers.stream().map(login -> Drain.getMessages(login, topic, 1_000)))
            .flatMap(requests -> requests)
            .iterator();
    return Crowd.of(clients, number -> Drain.endless(shared));
  }
}

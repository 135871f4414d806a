package dev.tidings.bench;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** S3: publishes to topics with more and more subscriptions, idle and draining. */
final class FanOutScenario implements Scenario {
  private static final String NAME = "S3";
  private static final int PUBLISHERS = 64;
  private static final int DRAINING_AT_ONCE = 16;
  private static final int DEMANDED = 1_000;

  @Override
  public void run(Bench bench) {
    List<Integer> fanOuts =
        bench.options().isFull() ? List.of(1, 10, 100, DEMANDED) : List.of(1, 100, DEMANDED);
    Measurement idleAlone = null;
    Measurement drainingAlone = null;
    for (int fanOut : fanOuts) {
      String topic = "s3-" + fanOut;
      List<Login> readers = bench.stage().readers(fanOut);
      bench.stage().topic(topic);
      bench.stage().subscribe(readers, topic);
      Measurement idle = bench.run(bench.publishers(PUBLISHERS, topic, 1));
      idleAlone = idleAlone == null ? idle : idleAlone;
      bench.add(
          new Result(
              NAME,
              fanOut + " idle subscriptions",
              "publishes/s",
              idle,
              againstOne(fanOut, idle, idleAlone)));
      List<Measurement> both =
          bench
              .load()
              .run(
                  List.of(bench.publishers(PUBLISHERS, topic, 1), drains(topic, readers)),
                  bench.options().timing());
      drainingAlone = drainingAlone == null ? both.get(0) : drainingAlone;
      bench.add(
          new Result(
              NAME,
              fanOut + " draining subscriptions",
              "publishes/s",
              both.get(0),
              Ratio.of(both.get(0).rate(), drainingAlone.rate(), "fan-out 1")));
      bench.add(new Result(NAME, fanOut + " draining", "deliveries/s", both.get(1)));
    }
  }

  private static Ratio againstOne(int fanOut, Measurement idle, Measurement alone) {
    return fanOut == DEMANDED
        ? Ratio.of(idle.rate(), alone.rate(), "fan-out 1", Target.FAN_OUT)
        : Ratio.of(idle.rate(), alone.rate(), "fan-out 1");
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

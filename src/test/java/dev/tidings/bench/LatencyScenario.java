package dev.tidings.bench;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** S5: from publish to receipt at half of what S1 can do, over HTTP and over WebSockets. */
final class LatencyScenario implements Scenario {
  private static final String NAME = "S5";
  private static final String BASE = "s5";
  private static final String POLLED = "s5-long-poll";
  private static final String SOCKET = "s5-websocket";
  private static final String SAMPLE = "s5-sample";
  private static final String UNIT = "deliveries/s";
  private static final int PUBLISHERS = 64;

  /** Of one subscription, which they share. */
  private static final int CONSUMERS = 4;

  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public void run(Bench bench) {
    Login reader = bench.stage().readers(1).get(0);
    List<String> topics = List.of(BASE, POLLED, SOCKET, SAMPLE);
    bench.stage().topics(topics);
    topics.forEach(topic -> bench.stage().subscribe(List.of(reader), topic));
    double rate = bench.run(bench.publishers(PUBLISHERS, BASE, 1)).rate() / 2;
    bench.add(new Result(NAME, "long poll", UNIT, polled(bench, reader, rate)));
    Measurement flush = bench.limits().flush();
    bench.add(new Result("L3", "8 KiB", "flushes/s", flush));
    bench.add(new Result("L5", "at that rate", UNIT, told(bench, sample(bench, reader), rate)));
    Measurement delivered = delivered(bench, reader, rate);
    bench.add(new Result(NAME, "WebSocket", UNIT, delivered, ratio(delivered, flush)));
  }

  /** Of times: three flushes and 10 ms are enough, two and 3 ms are what we aim for. */
  private static Ratio ratio(Measurement delivered, Measurement flush) {
    double millis = 1_000 / flush.rate();
    double enough = 3 * millis + 10;
    Target target = new Target(1, (2 * millis + 3) / enough);
    return Ratio.of(delivered.millis(99), enough, "(3 flushes + 10 ms)", target);
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

  private static String sample(Bench bench, Login reader) {
    try (Sockets sockets = new Sockets(bench.load())) {
      sockets.subscribe(List.of(reader), number -> SAMPLE);
      bench.call(bench.stamping(List.of(SAMPLE)).one(), 201);
      sockets.awaitArrivals(0, 1);
      return sockets.arrivals().sample();
    }
  }

  /** Limit 5, at this rate: each delivery is said by a request that stores nothing. */
  private static Measurement told(Bench bench, String delivery, double rate) {
    try (Sockets sockets = new Sockets(bench.load())) {
      sockets.look(CONSUMERS);
      return received(bench, sockets, bench.broadcasts("broadcast/one", delivery), rate);
    }
  }

  private static Measurement delivered(Bench bench, Login reader, double rate) {
    try (Sockets sockets = new Sockets(bench.load())) {
      sockets.subscribe(Collections.nCopies(CONSUMERS, reader), number -> SOCKET);
      return received(bench, sockets, bench.stamping(List.of(SOCKET)), rate);
    }
  }

  private static Measurement received(
      Bench bench, Sockets sockets, Stamping publishers, double rate) {
    Tally tally = sockets.arrivals().tally();
    var unused =
        bench
            .load()
            .run(List.of(publishers.crowd(PUBLISHERS).at(rate)), bench.options().timing(), tally);
    sockets.awaitArrivals(0, publishers.sent());
    return tally.measurement();
  }
}

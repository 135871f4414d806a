package dev.tidings.bench;

import java.time.Duration;
import java.util.List;

/**
 * S7: WebSockets that wait, what they cost, and what happens when all of them come back at once.
 */
final class IdleSocketScenario implements Scenario {
  private static final String NAME = "S7";
  private static final String QUIET = "s7-idle";
  private static final String BUSY = "s7-busy";
  private static final int FEW = 1_000;
  private static final int MANY = 10_000;
  private static final int PUBLISHERS = 64;

  /** Of heap on the server, for one session. */
  private static final double ENOUGH_BYTES = 30 * 1_024;

  private static final double STORM_MILLIS = 5_000;

  /** H2 remembers each of its writes for 45 s, which takes more heap than a thousand sessions. */
  private static final Duration UNTIL_FORGOTTEN = Duration.ofSeconds(50);

  @Override
  public void run(Bench bench) {
    int count = bench.options().isFull() ? MANY : FEW;
    Sockets.requireFiles(count);
    List<Login> readers = bench.stage().readers(count);
    bench.stage().topics(List.of(QUIET, BUSY));
    bench.stage().subscribe(readers, QUIET);
    bench.stage().subscribe(bench.stage().readers(1), BUSY);
    double rate = bench.run(bench.publishers(PUBLISHERS, BUSY, 1)).rate() / 2;
    // Which makes the heap small: both measurements of publishes begin with one that is.
    collectGarbage(bench);
    Measurement alone = published(bench, rate);
    bench.add(new Result(NAME, "publishes, no WebSockets", "publishes/s", alone));
    try (Sockets sockets = new Sockets(bench.load())) {
      addHeap(bench, sockets, readers);
      addPublished(bench, published(bench, rate), alone, count);
      addStorm(bench, sockets, count);
    }
  }

  /** All of them log in and ask for the messages of subscriptions that have none. */
  private static void addHeap(Bench bench, Sockets sockets, List<Login> readers) {
    long before = usedHeap(bench);
    sockets.subscribe(readers, number -> QUIET);
    double bytes = (double) (usedHeap(bench) - before) / readers.size();
    bench.add(
        new Result(
            NAME,
            "%,d WebSockets open, and their heap".formatted(readers.size()),
            "openings/s",
            sockets.openings(),
            Ratio.of(bytes, ENOUGH_BYTES, "30 KiB each", Target.SESSION)));
  }

  private static long usedHeap(Bench bench) {
    bench.load().serve(UNTIL_FORGOTTEN);
    // It forgets when it writes.
    bench.call(bench.stamping(List.of(BUSY)).one(), 201);
    return collectGarbage(bench);
  }

  /** Returns what the server's heap holds then. */
  private static long collectGarbage(Bench bench) {
    return bench
        .call(Request.post(bench.stage().publisher(), "/api/bench/heap", ""), 200)
        .number("used");
  }

  private static Measurement published(Bench bench, double rate) {
    return bench.run(bench.publishers(PUBLISHERS, BUSY, 1).at(rate));
  }

  private static void addPublished(Bench bench, Measurement with, Measurement alone, int count) {
    bench.add(
        new Result(
            NAME,
            "publishes, %,d idle WebSockets".formatted(count),
            "publishes/s",
            with,
            Ratio.of(with.millis(99), alone.millis(99), "p99 without", Target.IDLE_SOCKETS)));
  }

  /** Each is served once it has received what was published while all of them were away. */
  private static void addStorm(Bench bench, Sockets sockets, int count) {
    Arrivals arrivals = sockets.arrivals();
    sockets.cut();
    Request publish = bench.stamping(List.of(QUIET)).one();
    bench.call(publish, 201);
    arrivals.tally().beginRound();
    sockets.resume();
    sockets.awaitArrivals(0, count);
    arrivals.tally().endRound();
    Measurement served = arrivals.tally().measurement();
    bench.add(
        new Result(
            NAME,
            "%,d WebSockets come back at once".formatted(count),
            "served/s",
            served,
            Ratio.of(served.millis(100), STORM_MILLIS, "5 s until the last", Target.STORM)));
  }
}

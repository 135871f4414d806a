package dev.tidings.bench;

import java.util.List;
import java.util.stream.IntStream;

/** S7: a thousand WebSockets, on one topic and on a topic each. */
final class SocketScenario implements Scenario {
  private static final String NAME = "S7";
  private static final String TOPIC = "s7";
  private static final String UNIT = "deliveries/s";
  private static final int SOCKETS = 1_000;

  /** For each socket: publishers wait while more messages are on their way. */
  private static final int ON_THEIR_WAY = 16;

  private static final int TO_ALL = 4;
  private static final int TO_EACH = 64;

  @Override
  public void run(Bench bench) {
    Sockets.requireFiles(SOCKETS);
    List<Login> readers = bench.stage().readers(SOCKETS);
    bench.stage().topic(TOPIC);
    try (Sockets sockets = new Sockets(bench.load())) {
      sockets.subscribe(readers, number -> TOPIC);
      Measurement limit = broadcast(bench, sample(bench, sockets));
      bench.add(new Result("L5", "%,d WebSockets".formatted(SOCKETS), UNIT, limit));
      Stamping publishers = bench.stamping(List.of(TOPIC));
      Measurement delivered = run(bench, sockets, publishers, TO_ALL, SOCKETS);
      add(bench, "%,d WebSockets on one topic", delivered, limit);
      sockets.cut();
      add(bench, "%,d WebSockets on a topic each", onTopics(bench, readers), limit);
    }
  }

  private static void add(Bench bench, String subject, Measurement delivered, Measurement limit) {
    Ratio ratio = Ratio.of(delivered.rate(), limit.rate(), "L5");
    bench.add(new Result(NAME, subject.formatted(SOCKETS), UNIT, delivered, ratio));
  }

  private static String sample(Bench bench, Sockets sockets) {
    bench.call(bench.stamping(List.of(TOPIC)).one(), 201);
    sockets.awaitArrivals(0, SOCKETS);
    return sockets.arrivals().sample();
  }

  /** Limit 5. */
  private static Measurement broadcast(Bench bench, String delivery) {
    try (Sockets sockets = new Sockets(bench.load())) {
      sockets.look(SOCKETS);
      return run(bench, sockets, bench.broadcasts("broadcast", delivery), 1, SOCKETS);
    }
  }

  private static Measurement onTopics(Bench bench, List<Login> readers) {
    List<String> topics =
        IntStream.range(0, SOCKETS).mapToObj(number -> TOPIC + "-" + number).toList();
    bench.stage().topics(topics);
    try (Sockets sockets = new Sockets(bench.load())) {
      sockets.subscribe(readers, topics::get);
      return run(bench, sockets, bench.stamping(topics), TO_EACH, 1);
    }
  }

  /** Publishes, but no faster than the messages arrive, each of them that many times. */
  private static Measurement run(
      Bench bench, Sockets sockets, Stamping publishers, int clients, int fanOut) {
    Arrivals arrivals = sockets.arrivals();
    long before = arrivals.total();
    Crowd crowd =
        publishers
            .crowd(clients)
            .whenever(
                () ->
                    publishers.sent() * fanOut - (arrivals.total() - before)
                        < ON_THEIR_WAY * SOCKETS);
    var unused = bench.load().run(List.of(crowd), bench.options().timing(), arrivals.tally());
    sockets.awaitArrivals(before, publishers.sent() * fanOut);
    return arrivals.tally().measurement();
  }
}

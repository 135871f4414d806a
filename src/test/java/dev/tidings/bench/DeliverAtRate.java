package dev.tidings.bench;

import java.util.Collections;
import java.util.List;

/**
 * Publishes over HTTP at a fixed rate to four WebSockets of one subscription, which acknowledge;
 * the latency is that from the moment at which a publish was due to its receipt.
 */
record DeliverAtRate(int rate) implements FixedRateLoad {
  private static final String TOPIC = "at-rate-websocket";
  private static final int PUBLISHERS = 64;
  private static final int CONSUMERS = 4;

  @Override
  public String title() {
    return "publish to WebSocket delivery, %,d a second".formatted(rate);
  }

  private String topic() {
    return TOPIC + "-" + rate;
  }

  @Override
  public void prepare(Bench bench) {
    bench.stage().topic(topic());
    bench.stage().subscribe(bench.stage().readers(1), topic());
  }

  @Override
  public Measurement run(Bench bench, Timing timing) {
    Login reader = bench.stage().readers(1).get(0);
    try (Sockets sockets = new Sockets(bench.load())) {
      sockets.subscribe(Collections.nCopies(CONSUMERS, reader), number -> topic());
      return received(bench, timing, sockets, bench.stamping(List.of(topic())));
    }
  }

  /** Limit 5, at this rate: each delivery is said by a request that stores nothing. */
  Measurement runWithoutStoring(Bench bench, Timing timing, String delivery) {
    try (Sockets sockets = new Sockets(bench.load())) {
      sockets.look(CONSUMERS);
      return received(bench, timing, sockets, bench.broadcasts("broadcast/one", delivery));
    }
  }

  private Measurement received(Bench bench, Timing timing, Sockets sockets, Stamping publishers) {
    Tally tally = sockets.arrivals().tally();
    var unused = bench.load().run(List.of(publishers.crowd(PUBLISHERS).at(rate)), timing, tally);
    sockets.awaitArrivals(0, publishers.sent());
    return tally.measurement();
  }

  /** What one delivery looks like, to the last byte. */
  String sample(Bench bench) {
    Login reader = bench.stage().readers(1).get(0);
    try (Sockets sockets = new Sockets(bench.load())) {
      sockets.subscribe(List.of(reader), number -> topic());
      bench.call(bench.stamping(List.of(topic())).one(), 201);
      sockets.awaitArrivals(0, 1);
      return sockets.arrivals().sample();
    }
  }
}

package dev.tidings.bench;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;

/**
 * Receives and acknowledges over HTTP at a fixed rate, out of a queue that was filled before; the
 * latency is that of either request.
 *
 * @param batch messages of a receive and of an acknowledge
 */
record ReceiveAtRate(int batch, int rate) implements FixedRateLoad {
  private static final String TOPIC = "at-rate-receive";
  private static final int CONSUMERS = 4;
  private static final int FILLED_AT_ONCE = 1_000;
  private static final int FILLING_CLIENTS = 2;
  private static final Duration FILL_LIMIT = Duration.ofMinutes(5);

  @Override
  public String title() {
    return "receive and acknowledge, by %d".formatted(batch);
  }

  @Override
  public void prepare(Bench bench) {
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(bench.stage().readers(1), TOPIC);
  }

  @Override
  public Measurement run(Bench bench, Timing timing) {
    Login reader = bench.stage().readers(1).get(0);
    fill(bench, reader, timing);
    Crowd consumers = Crowd.of(CONSUMERS, number -> Drain.acknowledging(reader, TOPIC, batch));
    double requestsPerSecond = 2.0 * rate / batch;
    return bench.load().run(consumers.at(requestsPerSecond), timing);
  }

  /** With a little more than is taken out. */
  private void fill(Bench bench, Login reader, Timing timing) {
    bench.call(Drain.clear(reader, TOPIC), 200);
    long seconds = timing.warmUp().plus(timing.round()).toSeconds() + 2;
    int requests = (int) (seconds * rate / FILLED_AT_ONCE) + CONSUMERS;
    Iterator<Request> shared =
        Collections.nCopies(requests, bench.publish(TOPIC, FILLED_AT_ONCE)).iterator();
    bench
        .load()
        .run(
            Crowd.of(FILLING_CLIENTS, number -> Script.each(shared, 201)), Timing.once(FILL_LIMIT));
  }
}

package dev.tidings.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** S4: queues that are full already are emptied, each point with a queue of its own. */
final class DrainScenario implements Scenario {
  private static final String NAME = "S4";
  private static final String TOPIC = "s4";
  private static final String DONE = "messages/s";

  /** One way to empty a queue. */
  private record Way(boolean acknowledges, int batch, int consumers) {
    String title() {
      String call = acknowledges ? "receive and acknowledge" : "getMessages";
      return "%s, %,d a call, %d consumers".formatted(call, batch, consumers);
    }

    Crowd crowd(Login login) {
      Request getMessages = Drain.getMessages(login, TOPIC, batch);
      return Crowd.of(
          consumers,
          number ->
              acknowledges
                  ? Drain.acknowledging(login, TOPIC, batch)
                  : Drain.untilEmpty(getMessages));
    }
  }

  /** A drain is over in seconds: without these it would measure code that has hardly run yet. */
  private static final List<Way> WARM_UPS =
      List.of(
          new Way(false, 1_000, 4),
          new Way(true, 100, 4),
          new Way(true, 100, 16),
          new Way(true, 100, 1),
          new Way(true, 100, 4),
          new Way(true, 100, 16),
          new Way(false, 1_000, 1));

  @Override
  public void run(Bench bench) {
    boolean isFull = bench.options().isFull();
    List<Way> ways = ways(isFull);
    List<Login> readers = bench.stage().readers(ways.size() + WARM_UPS.size());
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(readers, TOPIC);
    bench.stage().fill(TOPIC, bench.options().queueLength(), bench.options().messageSize());
    Iterator<Login> reader = readers.iterator();
    Timing timing = Timing.once(Duration.ofSeconds(isFull ? 180 : 20));
    for (Way way : WARM_UPS) {
      bench.load().run(way.crowd(reader.next()), timing);
    }
    Measurement read = bench.limits().read();
    bench.add(new Result("L4", "1,000 a SELECT", DONE, read));
    for (Way way : ways) {
      Measurement drained = bench.load().run(way.crowd(reader.next()), timing);
      bench.add(new Result(NAME, way.title(), DONE, drained, ratio(way, drained, read)));
    }
  }

  private static List<Way> ways(boolean isFull) {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(false, 1_000, 1));
    ways.add(new Way(false, 1_000, 4));
    for (int batch : List.of(1, 100, 1_000)) {
      for (int consumers : List.of(1, 4, 16)) {
        if (isFull || batch == 100 || consumers == 4) {
          ways.add(new Way(true, batch, consumers));
        }
      }
    }
    return ways;
  }

  private static Ratio ratio(Way way, Measurement drained, Measurement read) {
    if (!way.acknowledges()) {
      return Ratio.of(drained.rate(), read.rate(), "L4", Target.GET_MESSAGES);
    }
    return way.batch() == 100
        ? Ratio.of(drained.rate(), read.rate(), "L4", Target.RECEIVE)
        : Ratio.of(drained.rate(), read.rate(), "L4");
  }
}

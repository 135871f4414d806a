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
  private record Way(Call call, int batch, int consumers) {
    String title() {
      return "%s, %,d a call, %d consumers".formatted(call.title, batch, consumers);
    }

    Crowd crowd(Login login) {
      return Crowd.of(
          consumers,
          number ->
              switch (call) {
                case GET_MESSAGES -> Drain.untilEmpty(Drain.getMessages(login, TOPIC, batch));
                case RECEIVE_NEXT -> Drain.receivingNext(login, TOPIC, batch);
                case TWO_CALLS -> Drain.acknowledging(login, TOPIC, batch);
              });
    }
  }

  private enum Call {
    GET_MESSAGES("getMessages"),
    RECEIVE_NEXT("receive, which acknowledges those before"),
    TWO_CALLS("receive, then acknowledge");

    private final String title;

    Call(String title) {
      this.title = title;
    }
  }

  /** A drain is over in seconds: without these it would measure code that has hardly run yet. */
  private static final List<Way> WARM_UPS =
      List.of(
          new Way(Call.GET_MESSAGES, 1_000, 4),
          new Way(Call.RECEIVE_NEXT, 100, 4),
          new Way(Call.TWO_CALLS, 100, 16),
          new Way(Call.RECEIVE_NEXT, 100, 1),
          new Way(Call.TWO_CALLS, 100, 4),
          new Way(Call.RECEIVE_NEXT, 100, 16),
          new Way(Call.GET_MESSAGES, 1_000, 1));

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
    ways.add(new Way(Call.GET_MESSAGES, 1_000, 1));
    ways.add(new Way(Call.GET_MESSAGES, 1_000, 4));
    for (int batch : List.of(1, 100, 1_000)) {
      for (int consumers : List.of(1, 4, 16)) {
        if (isFull || batch == 100 || consumers == 4) {
          ways.add(new Way(Call.RECEIVE_NEXT, batch, consumers));
        }
      }
    }
    ways.add(new Way(Call.TWO_CALLS, 100, 1));
    return ways;
  }

  private static Ratio ratio(Way way, Measurement drained, Measurement read) {
    if (way.call() == Call.GET_MESSAGES) {
      return Ratio.of(drained.rate(), read.rate(), "L4", Target.GET_MESSAGES);
    }
    return way.batch() == 100
        ? Ratio.of(drained.rate(), read.rate(), "L4", Target.RECEIVE)
        : Ratio.of(drained.rate(), read.rate(), "L4");
  }
}

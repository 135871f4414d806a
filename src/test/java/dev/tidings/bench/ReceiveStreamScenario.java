package dev.tidings.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** S15, receive: a queue that is full already flows out over one connection. */
final class ReceiveStreamScenario implements Scenario {
  private static final String TOPIC = "s15-receive";
  private static final int PREFETCH = 1_000;
  private static final int SETTLED_AT_ONCE = 250;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public void run(Bench bench) {
    List<Login> readers = bench.stage().readers(4);
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(readers, TOPIC);
    bench.stage().fill(TOPIC, bench.options().queueLength(), bench.options().messageSize());
    Iterator<Login> reader = readers.iterator();
    // The first of each kind is a warm-up.
    drain(bench, reader.next(), true);
    drain(bench, reader.next(), false);
    add(bench, "at least once, acknowledged by other requests", drain(bench, reader.next(), true));
    add(bench, "at most once", drain(bench, reader.next(), false));
  }

  private static void add(Bench bench, String how, Measurement measurement) {
    bench.add(
        new Result(
            PublishStreamScenario.NAME, "receive a stream, " + how, "messages/s", measurement));
  }

  private static Measurement drain(Bench bench, Login login, boolean isAtLeastOnce) {
    Tally tally = bench.load().tally();
    Receiver receiver = new Receiver(login, bench.options().queueLength(), isAtLeastOnce, tally);
    tally.beginRound();
    StreamLink link = new StreamLink(bench.load().connections(), receiver.head(), receiver::take);
    try {
      Crowd settling = Crowd.of(2, number -> receiver.settling()).whenever(receiver::isDue);
      var unused = bench.load().run(settling, Timing.once(LIMIT));
    } finally {
      link.close();
    }
    tally.endRound();
    receiver.requireAll();
    return tally.measurement();
  }

  private static final class Receiver {
    private static final String HEAD =
        """
        GET %s%s/subscription/stream?prefetch=%d&delivery=%s HTTP/1.1
        Host: 127.0.0.1
        Authorization: %s
        Accept: application/x-ndjson

        """
            .replace("\n", "\r\n");

    private final Login login;
    private final long expected;
    private final boolean isAtLeastOnce;
    private final Tally tally;
    private final long openedAt = System.nanoTime();
    private final List<String> receipts = new ArrayList<>();
    private long received;

    Receiver(Login login, long expected, boolean isAtLeastOnce, Tally tally) {
      this.login = login;
      this.expected = expected;
      this.isAtLeastOnce = isAtLeastOnce;
      this.tally = tally;
    }

    String head() {
      String delivery = isAtLeastOnce ? "at-least-once" : "at-most-once";
      return HEAD.formatted(Stage.TOPICS, TOPIC, PREFETCH, delivery, login.authorization());
    }

    void take(Content message) {
      if (message.text("msg_id").isEmpty()) {
        throw new BenchmarkFailure("This is no message: " + message.body());
      }
      received++;
      tally.count(1, System.nanoTime() - openedAt);
      if (isAtLeastOnce) {
        receipts.add(message.text("receipt").orElseThrow());
      }
    }

    /** Whether enough is there to be settled, or nothing more will come. */
    boolean isDue() {
      return received >= expected || receipts.size() >= SETTLED_AT_ONCE;
    }

    /** Acknowledges what has arrived, until everything has. */
    Script settling() {
      return new Script() {
        @Override
        public Optional<Request> next() {
          if (receipts.isEmpty()) {
            return Optional.empty();
          }
          List<String> some = receipts.subList(0, Math.min(receipts.size(), PREFETCH));
          Request acknowledge = Drain.acknowledge(login, TOPIC, some);
          some.clear();
          return Optional.of(acknowledge);
        }

        @Override
        public int answered(Answer answer) {
          return answer.expect(200).count("\"done\"");
        }
      };
    }

    void requireAll() {
      if (received != expected) {
        throw new BenchmarkFailure("%,d of %,d messages arrived".formatted(received, expected));
      }
    }
  }
}

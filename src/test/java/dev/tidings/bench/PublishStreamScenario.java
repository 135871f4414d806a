package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** S15, publish: one connection sends lines while it takes their results. */
final class PublishStreamScenario implements Scenario {
  static final String NAME = "S15";
  private static final String TOPIC = "s15-publish";

  /** Written at once. */
  private static final int LINES = 64;

  /** Sent and not yet answered, at most. */
  private static final int WINDOW = 4_096;

  @Override
  public void run(Bench bench) {
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(bench.stage().readers(1), TOPIC);
    Tally tally = bench.load().tally();
    try (Publisher publisher = new Publisher(bench, tally)) {
      publisher.serve(bench, bench.options().timing().warmUp().toNanos());
      Rounds rounds = new Rounds(List.of(tally), bench.options().timing());
      rounds.begin();
      do {
        publisher.serve(bench, bench.options().timing().round().toNanos());
      } while (rounds.goOn());
    }
    bench.add(new Result(NAME, "publish a stream, 1 client", "messages/s", tally.measurement()));
  }

  private static final class Publisher implements AutoCloseable {
    private static final String HEAD =
        """
        POST %s%s/messages HTTP/1.1
        Host: 127.0.0.1
        Authorization: %s
        Content-Type: application/x-ndjson
        Transfer-Encoding: chunked

        """
            .replace("\n", "\r\n");

    private final Tally tally;
    private final ByteBuf chunk;
    private final StreamLink link;
    private final Deque<Long> sentAt = new ArrayDeque<>();
    private int answered;

    Publisher(Bench bench, Tally tally) {
      this.tally = tally;
      String lines = (Payload.one(bench.options().messageSize()) + "\n").repeat(LINES);
      String size = Integer.toHexString(lines.getBytes(UTF_8).length);
      chunk = Unpooled.copiedBuffer(size + "\r\n" + lines + "\r\n", UTF_8);
      String head = HEAD.formatted(Stage.TOPICS, TOPIC, bench.stage().publisher().authorization());
      link = new StreamLink(bench.load().connections(), head, this::take);
    }

    void serve(Bench bench, long nanos) {
      long end = System.nanoTime() + nanos;
      while (System.nanoTime() < end) {
        while (sentAt.size() * LINES < WINDOW && link.isWritable()) {
          sentAt.add(System.nanoTime());
          link.send(chunk.retainedDuplicate());
        }
        bench.load().connections().serve();
      }
    }

    private void take(Content result) {
      if (result.text("msg_id").isEmpty()) {
        throw new BenchmarkFailure("A line was not stored: " + result.body());
      }
      answered++;
      if (answered == LINES) {
        answered = 0;
        tally.count(LINES, System.nanoTime() - sentAt.remove());
      }
    }

    @Override
    public void close() {
      link.close();
      chunk.release();
    }
  }
}

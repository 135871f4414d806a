package dev.tidings.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** What was counted in a round, of one crowd. */
final class Round {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Of the processors' time: with more, a round says more of the host than of the server. */
  private static final double DISTURBED = 0.0025;

  private final Meters meters;
  private final long startedAt;
  private final OptionalLong flushesBefore;
  private final long serverBefore;
  private final long clientBefore;
  private final long stolenBefore;
  private final Histogram nanos = histogram();
  private long requests;
  private long messages;
  private double seconds;
  private OptionalLong flushes = OptionalLong.empty();
  private long serverNanos;
  private long clientNanos;
  private long stolenNanos;

  /** Begins now. */
  Round(Meters meters) {
    this.meters = meters;
    flushesBefore = meters.flushes();
    serverBefore = meters.serverNanos();
    clientBefore = meters.clientNanos();
    stolenBefore = meters.stolenNanos();
    startedAt = System.nanoTime();
  }

  /** For latencies in nanoseconds, up to two minutes, exact to three digits. */
  private static Histogram histogram() {
    Histogram histogram = new Histogram(120_000_000_000L, 3);
    histogram.setAutoResize(true);
    return histogram;
  }

  void add(int newMessages, long took) {
    nanos.recordValue(took);
    requests++;
    messages += newMessages;
  }

  void end() {
    seconds = (System.nanoTime() - startedAt) / 1e9;
    serverNanos = meters.serverNanos() - serverBefore;
    clientNanos = meters.clientNanos() - clientBefore;
    stolenNanos = meters.stolenNanos() - stolenBefore;
    OptionalLong after = meters.flushes();
    if (after.isPresent() && flushesBefore.isPresent()) {
      flushes = OptionalLong.of(after.getAsLong() - flushesBefore.getAsLong());
    }
  }

  long messages() {
    return messages;
  }

  double messagesPerSecond() {
    return messages / seconds;
  }

  double requestsPerSecond() {
    return requests / seconds;
  }

  /** Milliseconds that no more than this part of all requests, in percent, stayed below. */
  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  OptionalDouble flushesPerThousand() {
    return flushes.isPresent() && messages > 0
        ? OptionalDouble.of(1_000.0 * flushes.getAsLong() / messages)
        : OptionalDouble.empty();
  }

  /** Which part of the time of all processors the host of the machine took for others. */
  double stolen() {
    return stolenNanos / 1e9 / seconds / Runtime.getRuntime().availableProcessors();
  }

  boolean isDisturbed() {
    return stolen() > DISTURBED;
  }

  /** Of the server's processes, for each message. */
  double serverMicros() {
    return micros(serverNanos);
  }

  /** Of the clients' process, for each message. */
  double clientMicros() {
    return micros(clientNanos);
  }

  private double micros(long nanos) {
    return messages > 0 ? nanos / 1_000.0 / messages : 0;
  }
}

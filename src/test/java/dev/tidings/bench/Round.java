package dev.tidings.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What was counted in a round, of one crowd. */
final class Round {
  private final Meters meters;
  private final long startedAt;
  private final OptionalLong flushesBefore;
  private final long serverBefore;
  private long requests;
  private long messages;
  private double seconds;
  private OptionalLong flushes = OptionalLong.empty();
  private long serverNanos;

  /** Begins now. */
  Round(Meters meters) {
    this.meters = meters;
    flushesBefore = meters.flushes();
    serverBefore = meters.serverNanos();
    startedAt = System.nanoTime();
  }

  void add(int newMessages) {
    requests++;
    messages += newMessages;
  }

  void end() {
    seconds = (System.nanoTime() - startedAt) / 1e9;
    serverNanos = meters.serverNanos() - serverBefore;
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

  OptionalDouble flushesPerThousand() {
    return flushes.isPresent() && messages > 0
        ? OptionalDouble.of(1_000.0 * flushes.getAsLong() / messages)
        : OptionalDouble.empty();
  }

  /** Of the server's processes, for each message. */
  double serverMicros() {
    return messages > 0 ? serverNanos / 1_000.0 / messages : 0;
  }
}

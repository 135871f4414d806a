package dev.tidings.transport.websocket;

import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.websocket.service.RandomIds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The pings of one session and what is heard of its client. Pings have numbers, which their pongs
 * bring back: a pong says that everything has arrived that was sent before its ping.
 */
final class Heartbeat {
  private static final int DIGITS = 2 * Integer.BYTES;

  private final String prefix = RandomIds.random(16);
  private final Duration interval;
  private long sent;
  private long answered;
  private long dueAt;
  private long unansweredSince;
  private long heardAt;

  /**
   * Begins with the connection.
   *
   * @param untilFirst how long it takes until the first ping is due
   * @param interval how long it takes from one ping until the next one is due
   */
  Heartbeat(long now, Duration untilFirst, Duration interval) {
    this.interval = interval;
    dueAt = now + untilFirst.toNanos();
    heardAt = now;
  }

  /** The number of the last ping that was sent. */
  long last() {
    return sent;
  }

  /** The payload of the next ping, which is sent now. */
  String ping(long now, Instant time) {
    if (!isUnanswered()) {
      unansweredSince = now;
    }
    sent++;
    dueAt = now + interval.toNanos();
    String id = prefix + number(sent);
    return new String(
        JsonOutput.bytes(
            json ->
                json.object(
                    ping -> FrameWriter.meta(ping, id, time, FrameWriter.REQUEST, meta -> {}))),
        StandardCharsets.US_ASCII);
  }

  private static String number(long number) {
    return HexFormat.of().toHexDigits((int) number);
  }

  /** Something came from the client. */
  void heard(long now) {
    heardAt = now;
  }

  /** The number of the last ping that was answered, after this pong. */
  long pong(String payload, long now) {
    heard(now);
    int at = payload.indexOf(prefix);
    if (at >= 0 && payload.length() >= at + prefix.length() + DIGITS) {
      answer(payload.substring(at + prefix.length(), at + prefix.length() + DIGITS), now);
    }
    return answered;
  }

  private void answer(String digits, long now) {
    for (long number = sent; number > answered; number--) {
      if (number(number).equals(digits)) {
        answered = number;
        unansweredSince = now;
      }
    }
  }

  boolean isUnanswered() {
    return answered < sent;
  }

  boolean isDue(long now) {
    return now - dueAt >= 0;
  }

  /** When the next ping is due, if there is none before. */
  long dueAt() {
    return dueAt;
  }

  /** How long the client has said nothing although there is a ping to answer. */
  Duration silence(long now) {
    return isUnanswered()
        ? Duration.ofNanos(Math.max(0, Math.min(now - heardAt, now - unansweredSince)))
        : Duration.ZERO;
  }
}

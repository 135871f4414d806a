package dev.tidings.bench;

import java.time.Duration;
import java.util.List;

/** When a message was due to be published, which it says itself, as its correlation id. */
final class Stamp {
  /** What it looks like in a message, before there is one. */
  static final String PLACE = "\"correl_id\":\"0000000000000000000\"";

  /** What it looks like when there is one, or will be. */
  static final String PATTERN = "\"correl_id\":\"\\d{19}\"";

  private static final String FIELD = "correl_id";

  /** Long before anything can have been due, so that no stamp is negative. */
  private static final long ORIGIN = System.nanoTime() - Duration.ofDays(1).toNanos();

  private Stamp() {}

  /** The same request with the time. */
  static Request on(Request request, long dueAt) {
    return request.with(PLACE, "\"%s\":\"%019d\"".formatted(FIELD, dueAt - ORIGIN));
  }

  /** How old each of the messages is that stand there, in nanoseconds. */
  static List<Long> ages(Content content) {
    long now = System.nanoTime() - ORIGIN;
    return content.texts(FIELD).stream().map(stamp -> now - Long.parseLong(stamp)).toList();
  }
}

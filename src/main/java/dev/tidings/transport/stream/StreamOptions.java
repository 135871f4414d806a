package dev.tidings.transport.stream;

/**
 * How a client wants its stream.
 *
 * @param prefetch the most messages that are not settled
 * @param isAtMostOnce whether messages are acknowledged before they are written
 */
public record StreamOptions(EventFormat format, int prefetch, boolean isAtMostOnce) {
  public static final int DEFAULT_PREFETCH = 100;
  public static final int MAX_PREFETCH = 1_000;
}

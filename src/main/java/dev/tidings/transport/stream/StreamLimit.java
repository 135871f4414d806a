package dev.tidings.transport.stream;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the open streams of one kind at this node. One endpoint may have at most half of them, so
 * that it does not keep all others out.
 */
final class StreamLimit {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final int most;
  private final Map<String, Integer> open = new HashMap<>();
  private int all;

  StreamLimit(int most) {
    this.most = most;
  }

  /**
   * Counts one more.
   *
   * @throws TidingsException {@link ErrorType#UNAVAILABLE} when there are too many
   */
  synchronized void begin(String endpoint) {
    int own = open.getOrDefault(endpoint, 0);
    if (all == most || own == (most + 1) / 2) {
      throw TidingsException.retryLater(
          ErrorType.UNAVAILABLE,
          "The endpoint has %d of the %d streams that are open here. Close one, or try later."
              .formatted(own, all),
          RETRY_AFTER);
    }
    all++;
    open.put(endpoint, own + 1);
  }

  synchronized void end(String endpoint) {
    all--;
    open.computeIfPresent(endpoint, (same, count) -> count == 1 ? null : count - 1);
  }
}

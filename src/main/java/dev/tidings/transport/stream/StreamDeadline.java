package dev.tidings.transport.stream;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.RequestTimeouts;
import jakarta.servlet.ServletRequest;
import java.time.Duration;

/** Ends a stream whose client neither sends anything nor takes what it is sent. */
final class StreamDeadline {
  private static final int CHECKS = 4;

  private final PublishStream stream;
  private final Duration timeout;
  private final Runnable cut;
  private final RequestTimeouts timeouts;

  private StreamDeadline(
      PublishStream stream, Duration timeout, Runnable cut, RequestTimeouts timeouts) {
    this.stream = stream;
    this.timeout = timeout;
    this.cut = cut;
    this.timeouts = timeouts;
  }

  /**
   * Watches a stream to its end.
   *
   * @param cut ends the connection, where the client takes nothing
   */
  static void watch(ServletRequest request, PublishStream stream, Duration timeout, Runnable cut) {
    new StreamDeadline(stream, timeout, cut, RequestTimeouts.of(request)).checkLater();
  }

  private void checkLater() {
    var unused = timeouts.after(timeout.dividedBy(CHECKS), this::check);
  }

  /** On a thread that many share, so it waits for nothing. */
  private void check() {
    if (stream.end().isDone()) {
      return;
    }
    checkLater();
    if (stream.idleNanos() < timeout.toNanos()) {
      return;
    }
    if (stream.isWriting()) {
      stream.cut();
      cut.run();
    } else {
      stream.close(overdue());
    }
  }

  private TidingsException overdue() {
    return new TidingsException(
        ErrorType.BODY_TIMEOUT,
        "No line has come for %s. Send an empty line now and then to keep a stream open."
            .formatted(timeout));
  }
}

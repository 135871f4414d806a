package dev.tidings.transport.http;

import dev.tidings.platform.container.DisconnectProbe;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.concurrent.Future;

/** Asks once a second whether the client of a request that waits is still connected. */
final class DisconnectCheck {
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final DisconnectProbe probe;
  private final RequestTimeouts timeouts;
  private final Future<?> departure;
  private final Runnable onDisconnect;

  private Future<?> next;
  private boolean hasEnded;

  DisconnectCheck(
      DisconnectProbe probe, RequestTimeouts timeouts, Future<?> departure, Runnable onDisconnect) {
    this.probe = probe;
    this.timeouts = timeouts;
    this.departure = departure;
    this.onDisconnect = onDisconnect;
    this.next = timeouts.after(INTERVAL, this::check);
  }

  /**
   * Begins, if the server can be asked.
   *
   * @param request is suspended; this is its own thread
   * @param departure ends when that thread has left the request
   * @param onDisconnect runs at most once, on the thread of the timeouts
   * @return ends it; to be run before the response is written
   */
  static Runnable begin(
      ServletRequest request,
      RequestTimeouts timeouts,
      Future<?> departure,
      Runnable onDisconnect) {
    return DisconnectProbe.of(request)
        .map(probe -> new DisconnectCheck(probe, timeouts, departure, onDisconnect))
        .<Runnable>map(check -> check::end)
        .orElse(() -> {});
  }

  private void check() {
    if (isDisconnected()) {
      onDisconnect.run();
    }
  }

  private synchronized boolean isDisconnected() {
    if (hasEnded) {
      return false;
    }
    if (departure.isDone() && probe.isClosedByClient()) {
      return true;
    }
    next = timeouts.after(INTERVAL, this::check);
    return false;
  }

  /** The connection is asked nothing any more once this has returned. */
  synchronized void end() {
    hasEnded = true;
    next.cancel(false);
    probe.end();
  }
}

package dev.tidings.platform.container;

import jakarta.servlet.ServletRequest;

/**
 * Payara (seen in 6.2025.10, {@code docs/upstream/payara-read-listener.md}) loses requests whose
 * body is read by a {@code ReadListener}. It reports the end of a body a second time, on another
 * thread, for a request that may have been recycled; and {@code AsyncContextImpl.dispatch()} looks
 * at {@code delayAsyncDispatchAndComplete} before it sets {@code handler}, without a lock, while
 * {@code onExitService()} does the opposite, so that nobody runs the dispatch and the request
 * hangs.
 *
 * <p>There bodies are read on the thread of the request. On other servers this does nothing, and on
 * a Payara that has another request below its facade bodies are read by a listener.
 */
public final class ReadListenerDefect {
  private ReadListenerDefect() {}

  /** Whether this request could get lost. */
  public static boolean affect(ServletRequest request) {
    return PayaraRequest.connectorRequest(request).isPresent();
  }
}

package dev.tidings.platform.container;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import java.util.Optional;

/**
 * Completes a suspended request, unless its client has closed the connection.
 *
 * <p>The defect, in Payara 6.2025.10: when a connection closes, Grizzly cancels the response that
 * is suspended on it and ends the processing of the connection. {@code AsyncContext.complete()}
 * after that calls {@code Response.resume()}, which ignores that {@code markResumed()} says no, and
 * resumes the processing that has ended: the context of the filter chain is completed a second time
 * and returned to the pool although the connection has given it up. {@code
 * docs/upstream/payara-complete-after-close.md} is the report.
 *
 * <p>What this gains: a stream whose client has gone leaves the requests of others alone. On other
 * servers, requests are completed as always.
 */
public final class AsyncCompletion {
  private static final ServerMethod OF_GRIZZLY = new ServerMethod("getCoyoteRequest");
  private static final ServerMethod RESPONSE = new ServerMethod("getResponse");
  private static final ServerMethod SUSPENSION = new ServerMethod("getSuspendContext");
  private static final ServerMethod SUSPENDED = new ServerMethod("isSuspended");

  private final AsyncContext context;
  private final Optional<Object> suspension;

  private AsyncCompletion(AsyncContext context, Optional<Object> suspension) {
    this.context = context;
    this.suspension = suspension;
  }

  /** That of a request that has just been suspended, on its own thread. */
  public static AsyncCompletion of(ServletRequest request, AsyncContext context) {
    Optional<Object> suspension =
        PayaraRequest.connectorRequest(request)
            .flatMap(OF_GRIZZLY::call)
            .flatMap(RESPONSE::call)
            .flatMap(SUSPENSION::call);
    return new AsyncCompletion(context, suspension);
  }

  /** To be called once, when nobody else uses the request or its response. */
  public void complete() {
    if (suspension.isEmpty()) {
      context.complete();
      return;
    }
    // Whoever closes the connection cancels under the same monitor, before this or not at all.
    synchronized (suspension.get()) {
      if (SUSPENDED.call(suspension.get()).equals(Optional.of(true))) {
        context.complete();
      }
    }
  }
}

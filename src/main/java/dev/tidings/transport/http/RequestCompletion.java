package dev.tidings.transport.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.util.concurrent.CompletableFuture;

/**
 * Knows whether a request's own thread is still in the application. Servers let a suspended request
 * be answered at once by another thread, but then both use the same response: Payara looks at its
 * status, shows error pages, and ends contexts while the other one writes.
 */
public class RequestCompletion implements ServletRequestListener {
  private static final String ATTRIBUTE = RequestCompletion.class.getName();

  /** Ends when the request's thread, which calls this, has left. */
  public static CompletableFuture<Void> of(ServletRequest request) {
    CompletableFuture<Void> departure = new CompletableFuture<>();
    request.setAttribute(ATTRIBUTE, departure);
    return departure;
  }

  /** The last that happens to a request on its thread. */
  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if (event.getServletRequest().getAttribute(ATTRIBUTE)
        instanceof CompletableFuture<?> departure) {
      departure.complete(null);
    }
  }
}

package dev.tidings.transport.websocket;

import dev.tidings.transport.http.proxy.ProxiedRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The handshake that a thread handles, as a request, which tells what the handshake itself does
 * not. Not through CDI: what is looked up there is kept with the request, and so as long as the
 * connection.
 */
public class CurrentHandshake implements ServletRequestListener {
  private static final ThreadLocal<HttpServletRequest> CURRENT = new ThreadLocal<>();

  /** As its client sees it: the thread's own request has not come through any filter. */
  static HttpServletRequest current() {
    return ProxiedRequest.of(CURRENT.get());
  }

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    if (event.getServletRequest() instanceof HttpServletRequest request
        && request.getHeader("Upgrade") != null) {
      CURRENT.set(request);
    }
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    CURRENT.remove();
  }
}

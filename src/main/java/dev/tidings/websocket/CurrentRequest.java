package dev.tidings.websocket;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The request that a thread handles, which tells a handshake what it does not know itself. Not
 * through CDI: what is looked up there is kept with the request, and so as long as the connection.
 */
@WebListener
public class CurrentRequest implements ServletRequestListener {
  private static final ThreadLocal<HttpServletRequest> CURRENT = new ThreadLocal<>();

  static HttpServletRequest current() {
    return CURRENT.get();
  }

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    if (event.getServletRequest() instanceof HttpServletRequest request
        && request.getRequestURI().endsWith(Handshake.PATH)) {
      CURRENT.set(request);
    }
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    CURRENT.remove();
  }
}

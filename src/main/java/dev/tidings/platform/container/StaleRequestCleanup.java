package dev.tidings.platform.container;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Takes back what an earlier request has left in the one that a WebSocket handshake gets.
 *
 * <p>The defect, in Payara 6.2025.10: {@code Request.onExitService()} of Catalina's connector lets
 * an asynchronous request that has its answer complete, which recycles the object for the next
 * request, and only then sets {@code afterService} on it. A handshake that gets this object
 * inherits the flag. When its socket is closed, the request is recycled although the thread of the
 * handshake is still in it: the handshake's socket stays silent, or what belongs to another request
 * goes out on it. {@code docs/upstream/payara-request-after-service.md} has the whole story.
 *
 * <p>What this gains: the flag is down when a handshake begins, so that only the thread of the
 * handshake raises it, when it leaves. Other requests never look at it.
 *
 * <p>Where there is no such field, as on other servers and perhaps on a later Payara, nothing
 * happens.
 */
public class StaleRequestCleanup implements ServletRequestListener {
  private static final ServerField AFTER_SERVICE = new ServerField("afterService", boolean.class);

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    if (event.getServletRequest() instanceof HttpServletRequest request
        && request.getHeader("Upgrade") != null) {
      PayaraRequest.connectorRequest(request).ifPresent(StaleRequestCleanup::reset);
    }
  }

  static void reset(Object connectorRequest) {
    AFTER_SERVICE.set(connectorRequest, false);
  }
}

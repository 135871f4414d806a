package dev.tidings.it.eventstream;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Tells when the thread of a request has left. Before that no other thread may write or complete an
 * asynchronous answer: Payara ends the contexts of the request meanwhile.
 */
@WebListener
public class RequestDeparture implements ServletRequestListener {
  private static final String ATTRIBUTE = RequestDeparture.class.getName();

  /** What to do then; called on the request's thread. */
  static void then(ServletRequest request, Runnable action) {
    request.setAttribute(ATTRIBUTE, action);
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    ServletRequest request = event.getServletRequest();
    if (request.getAttribute(ATTRIBUTE) instanceof Runnable action) {
      request.removeAttribute(ATTRIBUTE);
      action.run();
    }
  }
}

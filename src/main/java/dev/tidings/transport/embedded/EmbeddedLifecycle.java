package dev.tidings.transport.embedded;

import dev.tidings.transport.http.RequestTimeouts;
import dev.tidings.transport.websocket.EmbeddedEndpoint;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Begins and ends with the host application. */
public class EmbeddedLifecycle implements ServletContextListener {
  private RequestTimeouts requestTimeouts;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    requestTimeouts = Injected.make(RequestTimeouts.class);
    requestTimeouts.contextInitialized(event);
    EmbeddedEndpoint.addTo(event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (requestTimeouts != null) {
      requestTimeouts.contextDestroyed(event);
    }
  }
}

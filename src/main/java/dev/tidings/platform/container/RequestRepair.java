package dev.tidings.platform.container;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Sees each request before Payara reads it, and may replace what Payara would answer with success
 * although nobody has served it. Where Grizzly cannot be reached, as on other servers and perhaps
 * on a later Payara, requests stay as they are.
 */
abstract class RequestRepair implements ServletContextListener {
  private static final ServerMethod PACKET = new ServerMethod("getRequest");
  private static final ServerMethod ATTRIBUTE =
      new ServerMethod("setAttribute", String.class, Object.class);

  private final PayaraHttpProbes probes = new PayaraHttpProbes();

  /**
   * Looks at a request.
   *
   * @param request of the type that Grizzly has for requests
   * @param packet its line and headers, likewise
   */
  abstract void repair(Object request, Object packet) throws ReflectiveOperationException;

  static void mark(Object request, String attribute) throws ReflectiveOperationException {
    ATTRIBUTE.on(request, attribute, true);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    probes.add(request -> repair(request, PACKET.on(request)));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    probes.remove();
  }
}

package dev.tidings.platform.container;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The services that Payara's own modules ask (seen in 6.2025.10). On other servers there are none.
 */
final class PayaraServices {
  private static final String LOCATOR = "org.glassfish.internal.api.Globals";
  private static final String CONFIG = "com.sun.enterprise.config.serverbeans.Config";
  private static final String SOCKETS = "com.sun.enterprise.v3.services.impl.GrizzlyService";
  private static final String LISTENER = "org.glassfish.grizzly.config.dom.NetworkListener";

  /** The name under which Payara keeps the configuration of the server that runs. */
  private static final String OF_THIS_SERVER = "default-instance-name";

  private static final ServerMethod SERVICE =
      new ServerMethod("getService", Class.class, String.class, Annotation[].class);
  private static final ServerMethod NETWORK = new ServerMethod("getNetworkConfig");
  private static final ServerMethod LISTENERS = new ServerMethod("getNetworkListeners");
  private static final ServerMethod LISTENER_LIST = new ServerMethod("getNetworkListener");

  private final Object locator;

  private PayaraServices(Object locator) {
    this.locator = locator;
  }

  /**
   * Finds them.
   *
   * @throws ReflectiveOperationException on other servers
   */
  static PayaraServices find() throws ReflectiveOperationException {
    Object locator = classOf(LOCATOR).getMethod("getDefaultHabitat").invoke(null);
    if (locator == null) {
      throw new ClassNotFoundException("Payara has no services yet");
    }
    return new PayaraServices(locator);
  }

  /** The configuration of each listener of this server. */
  Stream<Object> listeners() throws ReflectiveOperationException {
    Optional<Object> all =
        NETWORK
            .call(service(CONFIG, OF_THIS_SERVER))
            .flatMap(LISTENERS::call)
            .flatMap(LISTENER_LIST::call);
    return ((List<?>) all.orElseThrow()).stream().map(Object.class::cast);
  }

  /** What the service that has the sockets says of a listener. */
  Optional<Object> ofListener(String method, Object listener) throws ReflectiveOperationException {
    return new ServerMethod(method, classOf(LISTENER)).call(service(SOCKETS, null), listener);
  }

  private Object service(String type, String name) throws ReflectiveOperationException {
    return SERVICE.on(locator, classOf(type), name, new Annotation[0]);
  }

  static Class<?> classOf(String name) throws ClassNotFoundException {
    return Class.forName(name, false, PayaraServices.class.getClassLoader());
  }
}

package dev.tidings.platform.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Payara takes requests (seen in 6.2025.10): Payara Micro has no management beans, but the
 * services that its own modules ask. Those of its administration do not count. Where these services
 * cannot be reached there are no listeners here.
 */
final class PayaraListeners {
  private static final Logger LOG = System.getLogger(PayaraListeners.class.getName());

  private static final String SERVICES = "org.glassfish.internal.api.Globals";
  private static final String CONFIG = "com.sun.enterprise.config.serverbeans.Config";
  private static final String SOCKETS = "com.sun.enterprise.v3.services.impl.GrizzlyService";
  private static final String LISTENER = "org.glassfish.grizzly.config.dom.NetworkListener";

  /** The name under which Payara keeps the configuration of the server that runs. */
  private static final String OF_THIS_SERVER = "default-instance-name";

  private static final String ADMINISTRATION = "__asadmin";

  private static final ServerMethod NETWORK = new ServerMethod("getNetworkConfig");
  private static final ServerMethod LISTENERS = new ServerMethod("getNetworkListeners");
  private static final ServerMethod LISTENER_LIST = new ServerMethod("getNetworkListener");
  private static final ServerMethod ENABLED = new ServerMethod("getEnabled");
  private static final ServerMethod PROTOCOL = new ServerMethod("findHttpProtocol");
  private static final ServerMethod HTTP = new ServerMethod("getHttp");
  private static final ServerMethod VIRTUAL_SERVER = new ServerMethod("getDefaultVirtualServer");
  private static final ServerMethod SECURE = new ServerMethod("getSecurityEnabled");

  private PayaraListeners() {}

  static Stream<HttpListener> find() {
    try {
      Object locator = classOf(SERVICES).getMethod("getDefaultHabitat").invoke(null);
      return locator == null ? Stream.empty() : listeners(locator);
    } catch (ReflectiveOperationException | RuntimeException isNotPayara) {
      LOG.log(Level.TRACE, "No services of Payara's here", isNotPayara);
      return Stream.empty();
    }
  }

  private static Stream<HttpListener> listeners(Object locator)
      throws ReflectiveOperationException {
    Object config = service(locator, CONFIG, OF_THIS_SERVER);
    Object sockets = service(locator, SOCKETS, null);
    Method realPort = sockets.getClass().getMethod("getRealPort", classOf(LISTENER));
    Object all =
        NETWORK.call(config).flatMap(LISTENERS::call).flatMap(LISTENER_LIST::call).orElseThrow();
    return ((List<?>) all)
        .stream()
            .filter(listener -> isTrue(ENABLED.call(listener)) && !isForAdministration(listener))
            .map(
                listener ->
                    new HttpListener(isSecure(listener), port(realPort, sockets, listener)));
  }

  private static Object service(Object locator, String type, String name)
      throws ReflectiveOperationException {
    return locator
        .getClass()
        .getMethod("getService", Class.class, String.class, Annotation[].class)
        .invoke(locator, classOf(type), name, new Annotation[0]);
  }

  private static boolean isForAdministration(Object listener) {
    return PROTOCOL
        .call(listener)
        .flatMap(HTTP::call)
        .flatMap(VIRTUAL_SERVER::call)
        .equals(Optional.of(ADMINISTRATION));
  }

  private static boolean isSecure(Object listener) {
    return isTrue(PROTOCOL.call(listener).flatMap(SECURE::call));
  }

  private static boolean isTrue(Optional<Object> value) {
    return value.map(Object::toString).map(Boolean::parseBoolean).orElse(false);
  }

  private static int port(Method realPort, Object sockets, Object listener) {
    try {
      return (int) realPort.invoke(sockets, listener);
    } catch (ReflectiveOperationException unknown) {
      LOG.log(Level.DEBUG, "A listener has no port", unknown);
      return 0;
    }
  }

  private static Class<?> classOf(String name) throws ClassNotFoundException {
    return Class.forName(name, false, PayaraListeners.class.getClassLoader());
  }
}

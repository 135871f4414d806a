package dev.tidings.platform.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Payara takes requests (seen in 6.2025.10): Payara Micro has no management beans, so its
 * services are asked. The listeners of its administration do not count. Where these services cannot
 * be reached there are no listeners here.
 */
final class PayaraListeners {
  private static final Logger LOG = System.getLogger(PayaraListeners.class.getName());

  private static final String ADMINISTRATION = "__asadmin";

  private static final ServerMethod ENABLED = new ServerMethod("getEnabled");
  private static final ServerMethod PROTOCOL = new ServerMethod("findHttpProtocol");
  private static final ServerMethod HTTP = new ServerMethod("getHttp");
  private static final ServerMethod VIRTUAL_SERVER = new ServerMethod("getDefaultVirtualServer");
  private static final ServerMethod SECURE = new ServerMethod("getSecurityEnabled");

  private PayaraListeners() {}

  static Stream<HttpListener> find() {
    try {
      return listeners(PayaraServices.find()).stream();
    } catch (ReflectiveOperationException | RuntimeException isNotPayara) {
      LOG.log(Level.TRACE, "No services of Payara's here", isNotPayara);
      return Stream.empty();
    }
  }

  private static List<HttpListener> listeners(PayaraServices services)
      throws ReflectiveOperationException {
    List<HttpListener> listeners = new ArrayList<>();
    for (Object listener : services.listeners().toList()) {
      if (isTrue(ENABLED.call(listener)) && !isForAdministration(listener)) {
        Optional<Object> port = services.ofListener("getRealPort", listener);
        listeners.add(new HttpListener(isSecure(listener), (int) port.orElse(0)));
      }
    }
    return listeners;
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
}

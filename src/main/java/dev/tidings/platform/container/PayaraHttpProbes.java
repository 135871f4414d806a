package dev.tidings.platform.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The places where Payara takes HTTP requests from its listeners (seen in 6.2025.10). They offer
 * probes, which see each request before the server looks at it. On other servers there are none.
 */
final class PayaraHttpProbes {
  private static final Logger LOG = System.getLogger(PayaraHttpProbes.class.getName());

  private static final String FILTER = "org.glassfish.grizzly.http.server.HttpServerFilter";
  private static final String PROBE = "org.glassfish.grizzly.http.server.HttpServerProbe";
  private static final String MONITORING = "org.glassfish.grizzly.monitoring.MonitoringConfig";
  private static final String ON_RECEIVE = "onRequestReceiveEvent";

  private static final ServerMethod LISTENER = new ServerMethod("getUnderlyingListener");
  private static final ServerMethod FILTERS = new ServerMethod("getFilters", Class.class);
  private static final ServerMethod MONITORING_OF_FILTER = new ServerMethod("getMonitoringConfig");

  private final List<Object> filters = new ArrayList<>();
  private Object[] probes = {};

  /** Sees each request, of the type that Grizzly has for them. */
  interface Observer {
    void observe(Object request) throws ReflectiveOperationException;
  }

  /** Has the observer see each request from now on. */
  void add(Observer observer) {
    try {
      Class<?> type = PayaraServices.classOf(PROBE);
      probes = (Object[]) Array.newInstance(type, 1);
      probes[0] = probe(type, observer);
      for (Object filter : find()) {
        monitoring(filter, "addProbes");
        filters.add(filter);
      }
    } catch (ReflectiveOperationException | RuntimeException isNotPayara) {
      LOG.log(Level.TRACE, "No HTTP filters of Payara's here", isNotPayara);
    }
  }

  void remove() {
    for (Object filter : filters) {
      try {
        monitoring(filter, "removeProbes");
      } catch (ReflectiveOperationException isGone) {
        LOG.log(Level.TRACE, "An HTTP filter of Payara's is gone", isGone);
      }
    }
    filters.clear();
  }

  private static Object probe(Class<?> type, Observer observer) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case ON_RECEIVE -> observe(observer, arguments[2]);
            case "equals" -> {
              return proxy == arguments[0];
            }
            case "hashCode" -> {
              return System.identityHashCode(proxy);
            }
            case "toString" -> {
              return PayaraHttpProbes.class.getName();
            }
            default -> {
              // Nothing else is of interest.
            }
          }
          return null;
        });
  }

  /** What goes wrong here must not end the request. */
  private static void observe(Observer observer, Object request) {
    try {
      observer.observe(request);
    } catch (ReflectiveOperationException | RuntimeException failure) {
      LOG.log(Level.DEBUG, "A request could not be looked at", failure);
    }
  }

  private static List<Object> find() throws ReflectiveOperationException {
    PayaraServices services = PayaraServices.find();
    Class<?> type = PayaraServices.classOf(FILTER);
    List<Object> found = new ArrayList<>();
    for (Object listener : services.listeners().toList()) {
      Optional<Object> proxy = services.ofListener("lookupNetworkProxy", listener);
      Optional<Object> filters =
          proxy.flatMap(LISTENER::call).flatMap(running -> FILTERS.call(running, type));
      filters.ifPresent(some -> found.addAll((List<?>) some));
    }
    return found;
  }

  private void monitoring(Object filter, String method) throws ReflectiveOperationException {
    PayaraServices.classOf(MONITORING)
        .getMethod(method, Object[].class)
        .invoke(MONITORING_OF_FILTER.on(filter), (Object) probes);
  }
}

package dev.tidings.platform.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Where WildFly takes requests, by its management beans (seen in 39.0.1): Undertow's listeners name
 * a socket binding, and that has a port. These beans have no attributes while WildFly starts; then
 * there are the {@link WildFlySockets}. A server without such beans has no listeners here.
 */
final class WildFlyListeners {
  private static final Logger LOG = System.getLogger(WildFlyListeners.class.getName());

  private final MBeanServer beans;

  WildFlyListeners(MBeanServer beans) {
    this.beans = beans;
  }

  static Stream<HttpListener> find() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    List<HttpListener> listeners = new WildFlyListeners(beans).all().toList();
    if (!listeners.isEmpty()) {
      return listeners.stream();
    }
    Map<String, String> properties = ManagementFactory.getRuntimeMXBean().getSystemProperties();
    return new WildFlySockets(beans, properties).all();
  }

  Stream<HttpListener> all() {
    return Stream.concat(
        named("jboss.as:subsystem=undertow,server=*,http-listener=*")
            .flatMap(name -> listener(name, false)),
        named("jboss.as:subsystem=undertow,server=*,https-listener=*")
            .flatMap(name -> listener(name, true)));
  }

  private Stream<HttpListener> listener(ObjectName undertow, boolean secure) {
    try {
      if (!Boolean.TRUE.equals(beans.getAttribute(undertow, "enabled"))) {
        return Stream.empty();
      }
      Object binding = beans.getAttribute(undertow, "socketBinding");
      return named("jboss.as:socket-binding-group=*,socket-binding=" + binding)
          .flatMap(name -> port(name).map(port -> new HttpListener(secure, port)));
    } catch (JMException | RuntimeException unknown) {
      LOG.log(Level.DEBUG, () -> "No port of " + undertow, unknown);
      return Stream.empty();
    }
  }

  private Stream<Integer> port(ObjectName binding) {
    try {
      return Stream.of((Integer) beans.getAttribute(binding, "boundPort"));
    } catch (JMException | RuntimeException isNotBound) {
      LOG.log(Level.DEBUG, () -> "No port of " + binding, isNotBound);
      return Stream.empty();
    }
  }

  private Stream<ObjectName> named(String pattern) {
    try {
      return beans.queryNames(new ObjectName(pattern), null).stream().sorted();
    } catch (MalformedObjectNameException isNoName) {
      LOG.log(Level.DEBUG, "No management beans are named like that", isNoName);
      return Stream.empty();
    }
  }
}

package dev.tidings.platform.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Where WildFly takes requests, while it starts (seen in 39.0.1): its own management beans have no
 * attributes before the start is over, and deployments begin earlier. Those of XNIO, below it, name
 * each socket that is bound, but not what it is for; the properties that set WildFly's ports say
 * that.
 */
final class WildFlySockets {
  private static final Logger LOG = System.getLogger(WildFlySockets.class.getName());

  private static final String BOUND = "org.xnio:type=Xnio,address=*,*";
  private static final String OF_ADMINISTRATION = "\"management\"";

  private final MBeanServer beans;
  private final Map<String, String> properties;

  WildFlySockets(MBeanServer beans, Map<String, String> properties) {
    this.beans = beans;
    this.properties = properties;
  }

  Stream<HttpListener> all() {
    int offset = number("jboss.socket.binding.port-offset", 0);
    int http = number("jboss.http.port", 8080) + offset;
    int https = number("jboss.https.port", 8443) + offset;
    return ports()
        .sorted((one, other) -> Boolean.compare(other == http, one == http))
        .map(port -> new HttpListener(port == https, port));
  }

  private Stream<Integer> ports() {
    try {
      return beans.queryNames(new ObjectName(BOUND), null).stream()
          .filter(name -> !OF_ADMINISTRATION.equals(name.getKeyProperty("worker")))
          .sorted()
          .flatMap(this::port);
    } catch (JMException isNoName) {
      LOG.log(Level.DEBUG, "No sockets are named like that", isNoName);
      return Stream.empty();
    }
  }

  private Stream<Integer> port(ObjectName socket) {
    try {
      String address = String.valueOf(beans.getAttribute(socket, "BindAddress"));
      return Stream.of(Integer.valueOf(address.substring(address.lastIndexOf(':') + 1)));
    } catch (JMException | RuntimeException unknown) {
      LOG.log(Level.DEBUG, () -> "No port of " + socket, unknown);
      return Stream.empty();
    }
  }

  private int number(String property, int otherwise) {
    try {
      return Integer.parseInt(properties.getOrDefault(property, String.valueOf(otherwise)));
    } catch (NumberFormatException isNone) {
      return otherwise;
    }
  }
}

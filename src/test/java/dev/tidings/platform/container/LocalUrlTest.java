package dev.tidings.platform.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class LocalUrlTest {
  private final MBeanServer beans = MBeanServerFactory.newMBeanServer();

  /** A listener of Undertow's. */
  public interface UndertowMXBean {
    boolean isenabled();

    String getsocketBinding();
  }

  /** A socket binding of WildFly's. */
  public interface BindingMXBean {
    int getboundPort();
  }

  /** A socket of XNIO's. */
  public interface SocketMXBean {
    String getBindAddress();
  }

  record Undertow(boolean isenabled, String getsocketBinding) implements UndertowMXBean {}

  record Binding(int getboundPort) implements BindingMXBean {}

  record Socket(String getBindAddress) implements SocketMXBean {}

  @Test
  void http_goes_before_https() {
    assertThat(
            LocalUrl.first(Stream.of(new HttpListener(true, 8443), new HttpListener(false, 8091))))
        .contains("http://localhost:8091");
    assertThat(LocalUrl.first(Stream.of(new HttpListener(true, 8443))))
        .contains("https://localhost:8443");
    assertThat(LocalUrl.first(Stream.of(new HttpListener(false, 0)))).isEmpty();
  }

  @Test
  void a_machine_without_a_server_has_none() {
    assertThat(LocalUrl.find()).isEmpty();
  }

  @Test
  void a_listener_of_wildfly_has_the_port_of_its_binding() throws Exception {
    undertow("http", "default", "web", true);
    undertow("https", "https", "https", true);
    binding("web", 8180);
    binding("https", 8543);

    assertThat(listeners())
        .containsExactly(new HttpListener(false, 8180), new HttpListener(true, 8543));
  }

  @Test
  void a_listener_that_is_off_does_not_count() throws Exception {
    undertow("http", "default", "http", false);
    binding("http", 8080);

    assertThat(listeners()).isEmpty();
  }

  @Test
  void while_wildfly_starts_its_sockets_tell() throws Exception {
    socket("default", "/127.0.0.1:18080");
    socket("default", "/[0:0:0:0:0:0:0:0]:18443");
    socket("management", "/127.0.0.1:9990");

    assertThat(sockets(Map.of("jboss.socket.binding.port-offset", "10000")))
        .containsExactly(new HttpListener(false, 18080), new HttpListener(true, 18443));
  }

  @Test
  void of_several_sockets_the_one_that_was_asked_for_counts() throws Exception {
    socket("default", "/127.0.0.1:1080");
    socket("default", "/127.0.0.1:8091");

    assertThat(LocalUrl.first(sockets(Map.of("jboss.http.port", "8091"))))
        .contains("http://localhost:8091");
    assertThat(LocalUrl.first(sockets(Map.of("jboss.https.port", "8091"))))
        .contains("http://localhost:1080");
  }

  private void undertow(String kind, String name, String binding, boolean enabled)
      throws Exception {
    register(
        "subsystem=undertow,server=default-server,%s-listener=%s".formatted(kind, name),
        new Undertow(enabled, binding));
  }

  private void binding(String name, int port) throws Exception {
    register("socket-binding-group=standard-sockets,socket-binding=" + name, new Binding(port));
  }

  private void socket(String worker, String address) throws Exception {
    beans.registerMBean(
        new Socket(address),
        new ObjectName(
            "org.xnio:type=Xnio,worker=%s,address=%s"
                .formatted(ObjectName.quote(worker), ObjectName.quote(address))));
  }

  private Stream<HttpListener> sockets(Map<String, String> properties) {
    return new WildFlySockets(beans, properties).all();
  }

  private void register(String name, Object bean) throws Exception {
    beans.registerMBean(bean, new ObjectName("jboss.as:" + name));
  }

  private Stream<HttpListener> listeners() {
    return new WildFlyListeners(beans).all();
  }
}

package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBeans of Tidings in another process. */
final class ServerMBeans implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection server;

  @SuppressWarnings("BanJNDI") // The address is that of a process of the test.
  private ServerMBeans(String url, Map<String, ?> environment) throws IOException {
    connector = JMXConnectorFactory.connect(new JMXServiceURL(url), environment);
    server = connector.getMBeanServerConnection();
  }

  /** As tools on the same machine connect, without any option of the process. */
  static ServerMBeans ofProcess(long pid) throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
    try {
      return new ServerMBeans(machine.startLocalManagementAgent(), Map.of());
    } finally {
      machine.detach();
    }
  }

  static ServerMBeans at(String url, String user, String password) throws IOException {
    return new ServerMBeans(url, Map.of(JMXConnector.CREDENTIALS, new String[] {user, password}));
  }

  List<String> names() throws IOException, JMException {
    return server.queryNames(new ObjectName("dev.tidings:*"), null).stream()
        .map(ObjectName::toString)
        .toList();
  }

  /** Waits for the MBean whose name ends like this. */
  void awaitOne(String end) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(names()).anyMatch(name -> name.endsWith(end)));
  }

  private ObjectName name(String end) throws IOException, JMException {
    String name = names().stream().filter(any -> any.endsWith(end)).findFirst().orElseThrow();
    return new ObjectName(name);
  }

  Object get(String end, String attribute) throws IOException, JMException {
    return server.getAttribute(name(end), attribute);
  }

  /** Invokes it, unless that is forbidden. */
  boolean mayInvoke(String end, String operation) throws IOException, JMException {
    try {
      server.invoke(name(end), operation, new Object[0], new String[0]);
      return true;
    } catch (SecurityException forbidden) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}

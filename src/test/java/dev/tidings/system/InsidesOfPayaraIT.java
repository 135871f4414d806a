package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.engine.transaction.jta.platform.internal.NoJtaPlatform;
import org.hibernate.engine.transaction.jta.platform.internal.StandardJtaPlatformResolver;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Tidings changes inside Payara is there and can be changed. A Payara without it would work,
 * and be slower, and nothing else would say so.
 */
@Tag("slow")
class InsidesOfPayaraIT {
  private static final String LIBRARIES = "MICRO-INF/runtime/";

  @TempDir static Path directory;

  private static URLClassLoader payara;

  @BeforeAll
  static void unpackLibraries() throws IOException {
    List<URL> libraries = new ArrayList<>();
    try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(TidingsProcess.JAR))) {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        if (entry.getName().startsWith(LIBRARIES) && entry.getName().endsWith(".jar")) {
          libraries.add(unpack(entry.getName().substring(LIBRARIES.length()), jar));
        }
      }
    }
    payara = new URLClassLoader(libraries.toArray(URL[]::new), null);
  }

  private static URL unpack(String name, InputStream content) throws IOException {
    Path library = directory.resolve(name);
    Files.copy(content, library);
    return library.toUri().toURL();
  }

  @AfterAll
  static void close() throws IOException {
    payara.close();
  }

  @Test
  void a_suspended_request_has_its_mark() throws Exception {
    assertCanBeReplaced(
        "org.apache.catalina.connector.AsyncContextImpl", "isDispatchInScope", ThreadLocal.class);
  }

  @Test
  void a_session_has_its_idle_timer() throws Exception {
    assertCanBeReplaced(
        "org.glassfish.tyrus.core.TyrusSession", "service", ScheduledExecutorService.class);
  }

  @Test
  void a_request_has_its_flag_of_being_after_service() throws Exception {
    assertCanBeReplaced("org.apache.catalina.connector.Request", "afterService", boolean.class);
  }

  @Test
  void the_parsed_header_can_be_reached_from_a_request() throws Exception {
    assertThat(call("org.apache.catalina.connector.RequestFacade", "getUnwrappedCoyoteRequest"))
        .isEqualTo("org.apache.catalina.connector.Request");
    assertThat(call("org.apache.catalina.connector.Request", "getCoyoteRequest"))
        .isEqualTo("org.glassfish.grizzly.http.server.Request");
    assertThat(call("org.glassfish.grizzly.http.server.Request", "getRequest"))
        .isEqualTo("org.glassfish.grizzly.http.HttpRequestPacket");
    assertThat(call("org.glassfish.grizzly.http.HttpRequestPacket", "isIgnoreContentModifiers"))
        .isEqualTo("boolean");
  }

  @Test
  void hibernate_does_not_find_the_transactions_of_payara() {
    var services =
        (ServiceRegistryImplementor)
            new BootstrapServiceRegistryBuilder().applyClassLoader(payara).build();

    assertThat(new StandardJtaPlatformResolver().resolveJtaPlatform(Map.of(), services))
        .as("Hibernate knows Payara: JtaPlatform can go, if it finds WildFly's transactions, too")
        .isInstanceOf(NoJtaPlatform.class);
  }

  /** The type that a public method without parameters returns. */
  private static String call(String owner, String name) throws Exception {
    return payara.loadClass(owner).getMethod(name).getReturnType().getName();
  }

  private static void assertCanBeReplaced(String owner, String name, Class<?> type)
      throws Exception {
    Field field = payara.loadClass(owner).getDeclaredField(name);

    assertThat(field.getType()).isEqualTo(type);
    assertThat(Modifier.isStatic(field.getModifiers())).isFalse();
  }
}

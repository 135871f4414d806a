package dev.tidings.it.host;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tidings.fixture.DatabaseOfTheServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application that is not ours, with the classes of Tidings and the libraries that they need in
 * its WEB-INF/lib, as docs/embedding.md says. Whatever address the server finds in it is the host's
 * own.
 */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@Tag("slow")
class HostApplicationIT implements HostTests {
  @ArquillianResource URI root;

  @Deployment(testable = false)
  static WebArchive host() {
    return HostArchive.create("shop.war")
        .addClasses(HostApplication.class, HostResource.class, HostListener.class)
        .addClasses(HostOrder.class, HostOrders.class)
        .addAsResource(new StringAsset(HostOrders.PERSISTENCE_XML), "META-INF/persistence.xml");
  }

  private static final List<String> SERVING =
      List.of(
          "jakarta.ws.rs.Path",
          "jakarta.ws.rs.ApplicationPath",
          "jakarta.ws.rs.ext.Provider",
          "jakarta.servlet.annotation.WebServlet",
          "jakarta.servlet.annotation.WebFilter",
          "jakarta.servlet.annotation.WebListener",
          "jakarta.websocket.server.ServerEndpoint");

  @Override
  public URI baseUrl() {
    return root;
  }

  @Override
  public String adminPassword() {
    return DatabaseOfTheServer.PASSWORD;
  }

  @Test
  void no_class_of_the_jar_serves_anything() throws IOException {
    try (JarFile jar = new JarFile(HostArchive.embeddedJar())) {
      JavaClasses ours = new ClassFileImporter().importJar(jar);

      SERVING.forEach(annotation -> noClasses().should().beAnnotatedWith(annotation).check(ours));
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "jakarta.websocket.."))
          .check(ours);
      classes()
          .should()
          .onlyDependOnClassesThat(
              not(resideInAPackage("dev.tidings.."))
                  .or(
                      describe(
                          "are in the jar",
                          type -> ours.contain(type.getBaseComponentType().getName()))))
          .check(ours);
    }
  }

  /** That of Tidings is none of which it would have to tell it. */
  @Test
  void the_host_has_a_persistence_unit_that_needs_no_name() {
    assertThat(nobody().post("/host/orders", "One order").body()).isEqualTo("One order");
    assertThat(nobody().post("/host/orders", "another").body()).isEqualTo("One order,another");
  }

  @Test
  void the_jar_has_no_page_and_nothing_that_a_server_starts_by_itself() throws IOException {
    try (JarFile jar = new JarFile(HostArchive.embeddedJar())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("dev/tidings/db/migration/V1__log_and_queues.sql")
          .contains("META-INF/services/jakarta.enterprise.inject.spi.Extension")
          .doesNotContain("META-INF/persistence.xml")
          .noneMatch(name -> name.startsWith("db/"))
          .noneMatch(name -> name.matches(".*\\.(html|js|css|yaml)"))
          .noneMatch(name -> name.matches("META-INF/(resources/|web-fragment).*"))
          .filteredOn(name -> name.matches("META-INF/services/.+"))
          .containsExactly("META-INF/services/jakarta.enterprise.inject.spi.Extension");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/admin/endpoints",
        "/api/v1/topics/demo/orders/subscription",
        "/api/asyncapi.yaml",
        "/api/openapi.yaml",
        "/docs/api.md",
        "/zato/pubsub/topic//zato/demo/sample",
        "/ws",
        "/problems/queue-full",
        "/problem",
        "/try.html"
      })
  void none_of_our_addresses_is_there(String path) {
    assertThat(nobody().get(path).statusCode()).isEqualTo(404);
    assertThat(admin().get(path).statusCode()).isEqualTo(404);
  }
}

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
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application that is not ours, with the classes of Tidings and the libraries that they need in
 * its WEB-INF/lib, as docs/api.md says. Whatever address the server finds in it is the host's own.
 */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@Tag("slow")
class HostApplicationIT implements HostTests {
  private static final File BUILD = new File(System.getProperty("it.directory"));

  @ArquillianResource URI root;

  @Deployment(testable = false)
  static WebArchive host() {
    return ShrinkWrap.create(WebArchive.class, "shop.war")
        .addClasses(HostApplication.class, HostResource.class, HostOrder.class, HostOrders.class)
        .addAsResource(new StringAsset(HostOrders.PERSISTENCE_XML), "META-INF/persistence.xml")
        .addAsWebInfResource(
            new StringAsset(
                "<glassfish-web-app><class-loader delegate=\"false\"/></glassfish-web-app>"),
            "glassfish-web.xml")
        .addAsLibraries(classesJar())
        .addAsLibraries(files(new File(BUILD, "tidings/WEB-INF/lib"), NEEDED));
  }

  /** What docs/api.md names. */
  private static final String NEEDED =
      "(antlr4-runtime|byte-buddy|caffeine|classmate|flyway-|h2|hibernate-|jackson-|jandex"
          + "|jboss-logging|postgresql).*\\.jar";

  private static final List<String> SERVING =
      List.of(
          "jakarta.ws.rs.Path",
          "jakarta.ws.rs.ApplicationPath",
          "jakarta.ws.rs.ext.Provider",
          "jakarta.servlet.annotation.WebServlet",
          "jakarta.servlet.annotation.WebFilter",
          "jakarta.servlet.annotation.WebListener",
          "jakarta.websocket.server.ServerEndpoint");

  private static File classesJar() {
    return files(BUILD, "tidings-.*-classes\\.jar")[0];
  }

  private static File[] files(File directory, String name) {
    File[] found = directory.listFiles((parent, file) -> file.matches(name));
    assertThat(found).as(name).isNotEmpty();
    return Arrays.stream(found).sorted().toArray(File[]::new);
  }

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
    try (JarFile jar = new JarFile(classesJar())) {
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
    try (JarFile jar = new JarFile(classesJar())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("dev/tidings/db/migration/V1__log_and_queues.sql")
          .doesNotContain("META-INF/persistence.xml")
          .noneMatch(name -> name.startsWith("db/"))
          .noneMatch(name -> name.matches(".*\\.(html|js|css|yaml)"))
          .noneMatch(name -> name.matches("META-INF/(resources|services|web-fragment).*"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/admin/endpoints",
        "/api/v1/topics/demo/orders/subscription",
        "/api/asyncapi.yaml",
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

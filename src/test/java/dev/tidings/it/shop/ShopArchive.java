package dev.tidings.it.shop;

import dev.tidings.fixture.PostgresServer;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A host application with the engine of Tidings among its libraries. */
final class ShopArchive {
  private static final File BUILD = new File(System.getProperty("it.directory"));

  /** What the jar needs, and the drivers of the host's own data source. */
  private static final String LIBRARIES =
      "(antlr4-runtime|bucket4j|byte-buddy|caffeine|classmate|flyway-|h2|hibernate-|jackson-|jandex"
          + "|jboss-logging|micrometer|postgresql|prometheus-metrics|snakeyaml-engine).*\\.jar";

  private static final String PERSISTENCE =
      """
      <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
        <persistence-unit name="shop" transaction-type="JTA">
          <jta-data-source>%s</jta-data-source>
          <class>dev.tidings.it.shop.ShopOrder</class>
        </persistence-unit>
      </persistence>
      """
          .formatted(ShopDatabase.DATA_SOURCE);

  /** For the embedded database; Payara has an older one. */
  private static final String OWN_LIBRARIES_FIRST =
      "<glassfish-web-app><class-loader delegate=\"false\"/></glassfish-web-app>";

  private ShopArchive() {}

  /** Writes one with that data source, with settings of Tidings, and with these classes besides. */
  static Path write(
      Path directory,
      ShopDataSource dataSource,
      Map<String, String> settings,
      Class<?>... besides) {
    Path file = directory.resolve("shop.war");
    ShrinkWrap.create(WebArchive.class, "shop.war")
        .addClasses(
            Shop.class, ShopOrder.class, ShopServlet.class, ShopDatabase.class, ShopFault.class)
        .addClasses(besides)
        .addAsWebInfResource(
            new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml")
        .addAsWebInfResource(new StringAsset(webXml(dataSource)), "web.xml")
        .addAsWebInfResource(new StringAsset(OWN_LIBRARIES_FIRST), "glassfish-web.xml")
        .addAsResource(new StringAsset(PERSISTENCE), "META-INF/persistence.xml")
        .addAsResource(new StringAsset(lines(settings)), "META-INF/microprofile-config.properties")
        .addAsLibraries(files(BUILD, "tidings-.*-embedded\\.jar"))
        .addAsLibraries(files(new File(BUILD, "tidings/WEB-INF/lib"), LIBRARIES))
        .as(ZipExporter.class)
        .exportTo(file.toFile(), true);
    return file;
  }

  private static String webXml(ShopDataSource dataSource) {
    return """
    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
      <data-source>
        <name>%s</name>
        <class-name>%s</class-name>
        <url>%s</url>
        <user>%s</user>
        <password>any</password>
      </data-source>
    </web-app>
    """
        .formatted(
            ShopDatabase.DATA_SOURCE,
            dataSource.className(),
            dataSource.url(),
            PostgresServer.USER);
  }

  private static String lines(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static File[] files(File directory, String name) {
    File[] found = directory.listFiles((parent, file) -> file.matches(name));
    return Optional.ofNullable(found)
        .filter(files -> files.length > 0)
        .map(files -> Arrays.stream(files).sorted().toArray(File[]::new))
        .orElseThrow(() -> new IllegalStateException("No " + name + " in " + directory));
  }
}

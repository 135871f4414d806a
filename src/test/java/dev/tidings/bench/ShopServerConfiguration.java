package dev.tidings.bench;

import dev.tidings.bench.shop.Orders;
import dev.tidings.fixture.PostgresServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What an operator adds to the full profile of WildFly for the application: PostgreSQL's driver as
 * a module, a data source, and two JMS queues. Nobody shall wait for a pool, and Artemis shall not
 * write messages to pages.
 */
final class ShopServerConfiguration {
  private static final String PROFILE = "standalone-full.xml";
  private static final int CONNECTIONS = 64;

  private static final String MODULE =
      """
      <module xmlns="urn:jboss:module:1.9" name="org.postgresql">
        <resources><resource-root path="postgresql.jar"/></resources>
        <dependencies>
          <module name="java.se"/>
          <module name="jakarta.transaction.api"/>
        </dependencies>
      </module>
      """;

  private static final String DRIVER =
      """
      <driver name="postgresql" module="org.postgresql">
        <xa-datasource-class>org.postgresql.xa.PGXADataSource</xa-datasource-class>
      </driver>
      """;

  /** Local transactions; the rest is what both kinds have in common. */
  private static final String DATA_SOURCE =
      """
      <datasource jndi-name="%1$s" pool-name="ShopDS">
        <connection-url>%2$s</connection-url>
        <driver>postgresql</driver>
        <pool><max-pool-size>%3$d</max-pool-size></pool>
        %4$s
      </datasource>
      """;

  private static final String XA_DATA_SOURCE =
      """
      <xa-datasource jndi-name="%1$s" pool-name="ShopDS">
        <xa-datasource-property name="URL">%2$s</xa-datasource-property>
        <driver>postgresql</driver>
        <xa-pool><max-pool-size>%3$d</max-pool-size></xa-pool>
        %4$s
      </xa-datasource>
      """;

  private static final String COMMON =
      """
      <security user-name="%s" password="trusted"/>
      <statement><prepared-statement-cache-size>32</prepared-statement-cache-size></statement>
      """
          .formatted(PostgresServer.USER);

  private static final String JMS_QUEUES =
      """
      <jms-queue name="one" entries="java:/jms/queue/one"/>
      <jms-queue name="many" entries="java:/jms/queue/many"/>
      """;

  private ShopServerConfiguration() {}

  /**
   * Writes it beside what {@link WildFlyCommand} has made, and changes that command.
   *
   * @param url of the application's database
   */
  static void apply(List<String> command, Path directory, String url, boolean isXa)
      throws IOException {
    Path base = directory.resolve("wildfly");
    Path profile = base.resolve("configuration").resolve(PROFILE);
    Files.writeString(profile, changed(Files.readString(profile), url, isXa));
    addDriver(base.resolve("modules"));
    int modules = command.indexOf("-mp") + 1;
    command.set(modules, command.get(modules) + ":" + base.resolve("modules"));
    command.addAll(List.of("-c", PROFILE));
  }

  private static String changed(String profile, String url, boolean isXa) {
    String dataSource =
        (isXa ? XA_DATA_SOURCE : DATA_SOURCE)
            .formatted(Orders.DATA_SOURCE, url.replace("&", "&amp;"), CONNECTIONS, COMMON);
    String withDataSource = replace(profile, "<drivers>", dataSource + "<drivers>" + DRIVER);
    String withQueues =
        replace(withDataSource, "<jms-queue name=\"DLQ\"", JMS_QUEUES + "<jms-queue name=\"DLQ\"");
    String withPool =
        replace(
            withQueues,
            "<pooled-connection-factory name=\"activemq-ra\"",
            "<pooled-connection-factory max-pool-size=\"%d\" name=\"activemq-ra\""
                .formatted(CONNECTIONS));
    return replace(withPool, "max-size-bytes=\"10485760\"", "max-size-bytes=\"536870912\"");
  }

  private static String replace(String profile, String old, String replacement) {
    if (!profile.contains(old)) {
      throw new BenchmarkFailure("There is no %s in %s".formatted(old, PROFILE));
    }
    return profile.replace(old, replacement);
  }

  private static void addDriver(Path modules) throws IOException {
    Path module = Files.createDirectories(modules.resolve("org/postgresql/main"));
    Files.writeString(module.resolve("module.xml"), MODULE);
    Files.copy(driver(), module.resolve("postgresql.jar"));
  }

  private static Path driver() {
    try {
      return Path.of(
          PGSimpleDataSource.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new BenchmarkFailure(e);
    }
  }
}

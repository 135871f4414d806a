package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.fixture.Ports;
import dev.tidings.fixture.PostgresServer;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.settings.Setting;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documentation says what the code says, and links to what is there. */
class DocumentsTest {

  @Test
  void every_error_is_documented_as_it_is() {
    List<List<String>> expected =
        Stream.of(ErrorType.values())
            .map(type -> List.of("`" + type.code() + "`", "" + type.status(), type.title()))
            .toList();

    List<List<String>> documented = tableOf("docs/errors.md");

    assertThat(documented).allSatisfy(row -> assertThat(row.get(3)).isNotBlank());
    assertThat(documented)
        .map(row -> row.subList(0, 3))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void every_setting_is_documented_as_it_is() {
    List<List<String>> expected =
        Stream.of(Setting.values())
            .map(
                setting ->
                    List.of(
                        "`" + setting.key() + "`",
                        "`" + setting.environmentVariable() + "`",
                        setting.defaultText().map(text -> "`" + text + "`").orElse(""),
                        setting.documentation()))
            .toList();

    assertThat(tableOf("docs/configuration.md")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void every_metric_is_documented_as_it_is() {
    List<List<String>> expected =
        Stream.of(Metric.values())
            .map(
                metric ->
                    List.of(
                        "`" + metric.publicName() + "`",
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        metric.labels().stream()
                            .map(label -> "`" + label + "`")
                            .collect(Collectors.joining(" ")),
                        metric.help()))
            .toList();

    assertThat(tableOf("docs/metrics.md")).containsExactlyElementsOf(expected);
  }

  @Test
  void the_settings_of_payara_are_documented_as_they_are() throws IOException {
    String commands =
        Files.readString(Path.of("src/main/micro/pre-boot-commands.txt"))
            // Its class is in tidings-micro.jar only.
            .replaceAll("(?m)^set .*=dev\\.tidings\\.micro\\..*\\R", "");

    List<Markdown.Block> documented =
        Markdown.of(Path.of("docs/configuration.md")).section("A Payara of your own").blocks();

    assertThat(documented).extracting(Markdown.Block::text).containsExactly(commands);
  }

  @ParameterizedTest
  @CsvSource({
    "Who listens where, loopback.txt",
    "nginx, nginx.conf",
    "HAProxy, haproxy.cfg",
    "Apache httpd, apache.conf",
    "TLS in WildFly, wildfly-tls.cli",
    "As a service, tidings.service"
  })
  void the_page_on_deployment_shows_its_files(String section, String file) throws IOException {
    List<Markdown.Block> documented =
        Markdown.of(Path.of("docs/deployment.md")).section(section).blocks();

    assertThat(documented.get(0).text())
        .isEqualTo(Files.readString(Path.of("docs/deployment", file)));
  }

  @Test
  void the_page_on_the_client_shows_the_class_that_runs_on_both_servers() throws IOException {
    String tested =
        Files.readString(Path.of("src/test/java/dev/tidings/it/client/JaxRsOrders.java"));
    List<Markdown.Block> documented =
        Markdown.of(Path.of("docs/client.md")).section("With a JAX-RS client").blocks("java");

    assertThat(documented).hasSize(1);
    assertThat(tested).endsWith(";\n\n" + documented.get(0).text());
  }

  @Test
  void postgresql_takes_the_documented_settings() throws Exception {
    Properties settings = new Properties();
    settings.load(new StringReader(postgreSql().blocks("ini").get(0).text()));
    Map<String, String> byName =
        settings.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, settings::getProperty));

    try (PostgresServer server = PostgresServer.temporary(Ports.free(), byName);
        Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      assertThat(settings).isNotEmpty();
      for (String name : settings.stringPropertyNames()) {
        try (ResultSet row = statement.executeQuery("SHOW " + name)) {
          row.next();
          assertThat(row.getString(1)).isEqualTo(settings.getProperty(name));
        }
      }
    }
  }

  @Test
  void a_virtual_machine_takes_the_documented_options() throws Exception {
    List<String> command = new ArrayList<>(List.of(TidingsProcess.java()));
    command.addAll(optionsOfTheVirtualMachine());
    // The last size counts, and this machine may be small.
    command.addAll(List.of("-Xmx64m", "-Xms64m", "-Xmn32m", "-version"));

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void what_was_measured_had_the_documented_options() throws IOException {
    assertThat(Files.readString(Path.of("docs/performance.md")))
        .contains(
            "--scenarios=S5 --java-options=" + String.join(",", optionsOfTheVirtualMachine()));
  }

  @Test
  void wildfly_gets_the_same_options() {
    String options = String.join(" ", optionsOfTheVirtualMachine());

    assertThat(virtualMachine().get(1).text()).startsWith("JBOSS_JAVA_SIZING='" + options + "'");
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    for (Path page : pages()) {
      for (String link : Markdown.of(page).links()) {
        Path target = page.toAbsolutePath().getParent().resolve(link);

        assertThat(link.startsWith("https://") || Files.exists(target))
            .as(page + " links to " + link)
            .isTrue();
      }
    }
  }

  @Test
  void every_link_to_a_heading_finds_it() throws IOException {
    for (Path page : pages()) {
      for (Markdown.Fragment link : Markdown.of(page).fragments()) {
        Path target = link.page().isEmpty() ? page : page.resolveSibling(link.page());
        if (link.page().startsWith("https://") || !Files.exists(target)) {
          continue;
        }

        assertThat(Markdown.of(target).headings())
            .as(page + " links to " + link)
            .contains(link.heading());
      }
    }
  }

  private static Markdown postgreSql() {
    return Markdown.of(Path.of("docs/configuration.md")).section("PostgreSQL");
  }

  private static List<Markdown.Block> virtualMachine() {
    return Markdown.of(Path.of("docs/configuration.md"))
        .section("The virtual machine")
        .blocks("sh");
  }

  private static List<String> optionsOfTheVirtualMachine() {
    String command = virtualMachine().get(0).text();
    return List.of(
        command.substring(command.indexOf(' ') + 1, command.indexOf(" -jar ")).split(" "));
  }

  /** The rows that begin with code, which leaves out the head. */
  private static List<List<String>> tableOf(String page) {
    return Markdown.of(Path.of(page)).rows().stream()
        .filter(row -> row.get(0).startsWith("`"))
        .toList();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> root = Files.list(Path.of("."));
        Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> examples = Files.walk(Path.of("examples"))) {
      return Stream.of(root, docs, examples)
          .flatMap(pages -> pages)
          .filter(page -> page.toString().endsWith(".md"))
          .toList();
    }
  }
}

package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The project of the page on embedding is built and does on each server what the page says. */
@Tag("slow")
class EmbeddingPageIT {
  private static final Path PAGE = Path.of("docs/embedding.md");
  private static final Pattern FILE =
      Pattern.compile("(?ms)`([\\w./-]+\\.\\w+)`:\\n\\n```\\w+\\n(.*?)^```$");
  private static final String H2 =
      """
          <dependency>
            <groupId>com.h2database</groupId>
            <artifactId>h2</artifactId>
            <version>2.4.240</version>
          </dependency>
      """;
  private static final String GREETINGS = "/hello/api/greetings";

  @TempDir static Path directory;

  private static Path war;

  private static MavenBuild maven;

  @BeforeAll
  static void build_the_project_of_the_page() throws IOException {
    maven = MavenBuild.withTidings(directory);
    war = maven.packageWar(project("hello"));
  }

  private static Path project(String name) throws IOException {
    Path project = directory.resolve(name);
    String page = Files.readString(PAGE);
    int from = page.indexOf("\n## Five minutes\n");
    Matcher files = FILE.matcher(page.substring(from, page.indexOf("\n## ", from + 1)));
    while (files.find()) {
      write(project.resolve(files.group(1)), files.group(2));
    }
    return project;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @ParameterizedTest
  @EnumSource
  void a_message_is_published_and_received(ApplicationServer kind) throws IOException {
    Markdown section = Markdown.of(PAGE).section("Five minutes");
    List<Markdown.Block> commands =
        section.blocks("sh").stream().filter(block -> block.text().startsWith("curl")).toList();
    List<Markdown.Block> shown = section.blocks("json");
    assertThat(commands).hasSize(2);
    assertThat(shown).hasSize(1);
    Path own = Files.createDirectory(directory.resolve(kind.name()));

    try (TidingsProcess server = kind.start(war, own, GREETINGS)) {
      ShownCommands terminal = new ShownCommands(own, server.port(), Map.of());
      terminal.run(commands.subList(0, 1));
      await("the listener has it")
          .atMost(Duration.ofMinutes(1))
          .until(() -> !server.client("", "").get(GREETINGS).array().isEmpty());

      terminal.run(List.of(commands.get(1), shown.get(0)));
    }
  }

  /** Payara puts an H2 of its own before that of the application. */
  @Test
  void one_line_lets_tidings_open_its_own_h2_on_payara() throws IOException {
    Path project = projectWithoutDataSource("own-h2-payara");
    String line = Markdown.of(PAGE).section("Class loading").blocks("xml").get(0).text();

    assertThat(whyItDoesNotStart(ApplicationServer.PAYARA_MICRO, maven.packageWar(project)))
        .contains("Tidings cannot start.", "before the application's 2.4.240", innermost(line));

    write(project.resolve("src/main/webapp/WEB-INF/glassfish-web.xml"), line);
    assertStarts(ApplicationServer.PAYARA_MICRO, maven.packageWar(project));
  }

  @Test
  void tidings_opens_its_own_h2_on_wildfly() throws IOException {
    Path project = projectWithoutDataSource("own-h2-wildfly");

    assertStarts(ApplicationServer.WILDFLY, maven.packageWar(project));
  }

  @Test
  void a_missing_driver_is_named() throws IOException {
    Path project = projectWithoutDataSource("no-h2");
    Path pom = project.resolve("pom.xml");
    write(pom, Files.readString(pom).replace(H2, ""));

    assertThat(whyItDoesNotStart(ApplicationServer.WILDFLY, maven.packageWar(project)))
        .contains("Tidings cannot start.", "com.h2database:h2:2.4.240", "tidings.db.data-source");
  }

  private static Path projectWithoutDataSource(String name) throws IOException {
    Path project = project(name);
    Path pom = project.resolve("pom.xml");
    String end = "  </dependencies>";
    write(pom, Files.readString(pom).replace(end, H2 + end));
    Files.delete(project.resolve("src/main/resources/META-INF/microprofile-config.properties"));
    return project;
  }

  private static String innermost(String xml) {
    return xml.replaceAll("(?s).*(<class-loader [^>]*>).*", "$1");
  }

  private static String whyItDoesNotStart(ApplicationServer kind, Path archive) throws IOException {
    Path own = Files.createTempDirectory(directory, "refused-");
    try (TidingsProcess server = kind.launch(archive, own, Map.of())) {
      await("it says why")
          .atMost(Duration.ofMinutes(3))
          .until(() -> server.output().contains("Tidings cannot start."));
      return server.output();
    }
  }

  private static void assertStarts(ApplicationServer kind, Path archive) throws IOException {
    Path own = Files.createTempDirectory(directory, "started-");
    try (TidingsProcess server = kind.start(archive, own, GREETINGS)) {
      assertThat(server.client("", "").get(GREETINGS).array()).isEmpty();
    }
  }
}

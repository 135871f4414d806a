package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README and of the tutorial print what the pages show. */
class ReadmeIT {
  private static final Markdown README = Markdown.of(Path.of("README.md"));
  private static final Markdown TUTORIAL = Markdown.of(Path.of("docs/tutorial.md"));
  private static final Pattern BUILD = Pattern.compile("(?m)^mvn .*$\\n");
  private static final String JAR = "java -jar target/tidings-micro.jar";
  private static final Pattern PASSWORD = Pattern.compile("admin / (\\w+)");

  @TempDir static Path directory;

  private static TidingsProcess node;

  @BeforeAll
  static void start_a_node_as_the_readme_says() {
    node = TidingsProcess.ready(run());
  }

  @AfterAll
  static void stop_it() {
    node.close();
  }

  /** The block as it is, except for the build, the path of the JAR, and the port. */
  private static TidingsProcess run() {
    int port = Ports.free();
    String block = README.section("Run").blocks("sh").get(0).text();
    assertThat(block).containsPattern(BUILD).contains(JAR);
    String jar =
        "exec java -Djava.io.tmpdir=tmp -jar '%s' --port %d".formatted(TidingsProcess.JAR, port);
    String script = BUILD.matcher(block).replaceAll("").replace(JAR, jar);
    return TidingsProcess.launch(List.of("bash", "-c", script), directory, Map.of(), port);
  }

  @Test
  void running_and_testing_take_one_block_each() {
    assertThat(README.section("Run").blocks()).hasSize(1);
    assertThat(README.section("Run").blocks("sh")).hasSize(1);
    assertThat(README.section("Test").blocks()).hasSize(1);
    assertThat(README.section("Test").blocks("sh")).hasSize(1);
  }

  @Test
  void every_command_answers_as_shown() throws Exception {
    assertThat(node.output()).contains("Tidings 0.1.0 ready:");
    assertShown(README.section("Publish and receive").blocks());
    assertShown(README.section("The same for Zato's clients").blocks());
  }

  @Test
  void the_tutorial_answers_as_shown() throws Exception {
    List<Markdown.Block> blocks = TUTORIAL.blocks();
    Matcher shown = PASSWORD.matcher(blocks.get(1).text());
    Matcher printed = PASSWORD.matcher(node.output());
    assertThat(shown.find() && printed.find()).isTrue();
    String password = printed.group(1);

    assertThat(blocks.get(0)).isEqualTo(README.section("Run").blocks().get(0));
    assertThat(node.output())
        .contains(blocks.get(1).text().strip().replace(shown.group(1), password));
    assertThat(TUTORIAL.blocks("java")).hasSize(1);
    assertThat(TUTORIAL.blocks("json")).hasSizeGreaterThan(10);
    commands(Map.of("ADMIN_PASSWORD", password)).run(blocks.subList(2, blocks.size()));
  }

  /** Every command is followed by what it prints. */
  private static void assertShown(List<Markdown.Block> blocks) throws Exception {
    assertThat(blocks)
        .extracting(Markdown.Block::language)
        .isNotEmpty()
        .containsExactlyElementsOf(
            IntStream.range(0, blocks.size()).mapToObj(i -> i % 2 == 0 ? "sh" : "json").toList());
    commands(Map.of()).run(blocks);
  }

  private static ShownCommands commands(Map<String, String> environment) {
    return new ShownCommands(directory, node.port(), environment);
  }
}

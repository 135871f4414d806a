package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.Ports;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever types what the README says sees what the README says. */
class ReadmeIT {
  private static final Pattern BUILD = Pattern.compile("(?m)^mvn .*$\\n");
  private static final String JAR = "java -jar target/tidings-micro.jar";

  /** What is different every time, and what it is replaced by. */
  private static final Map<Pattern, String> VARYING =
      Map.of(
          Pattern.compile("zpsm[0-9a-f]{24}"),
          "a message id",
          Pattern.compile("zpsk\\.rest\\.[0-9a-f]{24}"),
          "a subscription key",
          Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}"),
          "a time",
          Pattern.compile("\"receipt\": ?\"[A-Za-z0-9_-]{24}\""),
          "\"receipt\": \"a receipt\"",
          Pattern.compile("\"server_name\": ?\"[^\"]+\""),
          "\"server_name\": \"a name\"",
          Pattern.compile("\"server_pid\": ?\\d+"),
          "\"server_pid\": 1",
          Pattern.compile("\"correl_id\": ?\"[0-9a-f]{24}\""),
          "\"correl_id\": \"the id of a call\"");

  private final Markdown readme = Markdown.of(Path.of("README.md"));

  @TempDir Path directory;

  @Test
  void running_and_testing_take_one_block_each() {
    assertThat(readme.section("Run").blocks()).hasSize(1);
    assertThat(readme.section("Run").blocks("sh")).hasSize(1);
    assertThat(readme.section("Test").blocks()).hasSize(1);
    assertThat(readme.section("Test").blocks("sh")).hasSize(1);
  }

  @Test
  void every_command_answers_as_shown() throws Exception {
    try (TidingsProcess server = TidingsProcess.ready(run())) {
      assertThat(server.output()).contains("Tidings 0.1.0 ready:");
      assertShown(readme.section("Publish and receive").blocks(), server);
      assertShown(readme.section("The same for Zato's clients").blocks(), server);
    }
  }

  /** The block as it stands, but for the build, the place of the JAR, and the port. */
  private TidingsProcess run() {
    int port = Ports.free();
    String block = readme.section("Run").blocks("sh").get(0).text();
    assertThat(block).containsPattern(BUILD).contains(JAR);
    String jar =
        "exec java -Djava.io.tmpdir=tmp -jar '%s' --port %d".formatted(TidingsProcess.JAR, port);
    String script = BUILD.matcher(block).replaceAll("").replace(JAR, jar);
    return TidingsProcess.launch(List.of("bash", "-c", script), directory, Map.of(), port);
  }

  private void assertShown(List<Markdown.Block> blocks, TidingsProcess server) throws Exception {
    assertThat(blocks).extracting(Markdown.Block::language).startsWith("sh", "json");
    for (int i = 0; i < blocks.size(); i += 2) {
      String command = blocks.get(i).text();

      String printed = output(command.replace("localhost:8080", "127.0.0.1:" + server.port()));

      assertThat(json(printed)).as(command).isEqualTo(json(blocks.get(i + 1).text()));
    }
  }

  private String output(String command) throws IOException {
    Process shell =
        new ProcessBuilder("bash", "-c", command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.onExit().orTimeout(1, MINUTES).join().exitValue()).as(command).isZero();
    return output;
  }

  /** The order of the fields and the blanks between them are a matter of taste. */
  private static JsonValue json(String text) {
    String normalized = text;
    for (Map.Entry<Pattern, String> varying : VARYING.entrySet()) {
      normalized = varying.getKey().matcher(normalized).replaceAll(varying.getValue());
    }
    try (JsonReader reader = Json.createReader(new StringReader(normalized))) {
      return reader.readValue();
    }
  }
}

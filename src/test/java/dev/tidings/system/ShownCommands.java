package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the commands of a page against a node and compares their output with the page. */
final class ShownCommands {
  private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)");

  /** What differs from run to run, and what it is replaced by. */
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
          "\"correl_id\": \"the id of a call\"",
          Pattern.compile("\"id\": ?\\d+"),
          "\"id\": 1");

  private final Path directory;
  private final int port;
  private final Map<String, String> environment;

  ShownCommands(Path directory, int port, Map<String, String> environment) {
    this.directory = directory;
    this.port = port;
    this.environment = environment;
  }

  /** Runs each block of shell commands; one that JSON follows must print that. */
  void run(List<Markdown.Block> blocks) throws IOException {
    for (int i = 0; i < blocks.size(); i++) {
      Markdown.Block block = blocks.get(i);
      if (block.language().equals("java")) {
        save(block.text());
      } else if (block.language().equals("sh")) {
        boolean isOutputShown =
            i + 1 < blocks.size() && blocks.get(i + 1).language().equals("json");
        String printed = output(block.text());
        if (isOutputShown) {
          assertThat(json(printed)).as(block.text()).isEqualTo(json(blocks.get(i + 1).text()));
        }
      }
    }
  }

  private void save(String source) throws IOException {
    Matcher type = CLASS.matcher(source);
    assertThat(type.find()).as(source).isTrue();
    Files.writeString(directory.resolve(type.group(1) + ".java"), atThePort(source));
  }

  private String output(String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", atThePort(command))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process shell = builder.start();
    String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.onExit().orTimeout(1, MINUTES).join().exitValue()).as(command).isZero();
    return output;
  }

  private String atThePort(String text) {
    return text.replace("localhost:8080", "127.0.0.1:" + port);
  }

  /** The order of fields and the whitespace between tokens do not matter. */
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

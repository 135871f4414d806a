package dev.tidings.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.system.Markdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/logs.md} and the code agree on the events. */
class LogsPageTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/tidings");
  private static final Pattern USE = Pattern.compile("\\bLogEvent\\.([A-Z_]+)\\b");

  @Test
  void every_event_is_documented_as_it_is() {
    List<List<String>> expected =
        Stream.of(LogEvent.values())
            .map(
                event ->
                    List.of(
                        "`" + event.code() + "`",
                        event.level().getName(),
                        event.sentence(),
                        event.keys().stream()
                            .map(key -> "`" + key + "`")
                            .collect(Collectors.joining(" "))))
            .toList();

    List<List<String>> documented =
        Markdown.of(Path.of("docs/logs.md")).rows().stream()
            .filter(row -> row.get(0).startsWith("`TID"))
            .toList();

    assertThat(documented).extracting(row -> row.subList(0, 4)).isEqualTo(expected);
    assertThat(documented)
        .allSatisfy(
            row ->
                assertThat(row)
                    .hasSize(6)
                    .noneMatch(cell -> cell.isBlank() && !cell.equals(row.get(3))));
  }

  @Test
  void no_code_is_there_twice() {
    assertThat(LogEvent.values()).extracting(LogEvent::code).doesNotHaveDuplicates();
    assertThat(LogEvent.values())
        .extracting(LogEvent::code)
        .allMatch(code -> code.matches("TID\\d{4}"))
        .isSorted();
  }

  @Test
  void every_event_is_used() throws IOException {
    Set<String> used;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      used =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(file -> USE.matcher(read(file)).results())
              .map(use -> use.group(1))
              .collect(Collectors.toSet());
    }

    assertThat(LogEvent.values())
        .extracting(LogEvent::name)
        .containsExactlyInAnyOrderElementsOf(used);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

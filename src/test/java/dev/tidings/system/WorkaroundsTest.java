package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on workarounds names each class, and a test for each defect. */
class WorkaroundsTest {
  private static final Path PAGE = Path.of("docs/workarounds.md");
  private static final Path SOURCES = Path.of("src/main/java/dev/tidings/platform");
  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");

  @Test
  void every_class_is_on_the_page() throws IOException {
    String page = Files.readString(PAGE);
    List<String> named = CLASS.matcher(page).results().map(name -> name.group(1)).toList();

    assertThat(named).containsAll(classes("container")).containsAll(classes("database/h2"));
  }

  @Test
  void every_class_that_a_row_begins_with_is_there() throws IOException {
    List<String> named =
        rows()
            .flatMap(row -> CLASS.matcher(row.get(0)).results())
            .map(name -> name.group(1))
            .toList();

    assertThat(Stream.concat(classes("container").stream(), classes("database/h2").stream()))
        .containsAll(named);
  }

  @Test
  void every_defect_has_a_test() {
    assertThat(rows().filter(row -> row.size() > 2))
        .isNotEmpty()
        .allSatisfy(
            row -> assertThat(row.get(row.size() - 1)).matches("`\\w+(IT|Test)\\.[a-z]\\w+_\\w+`"));
  }

  private static Stream<List<String>> rows() {
    return Markdown.of(PAGE).rows().stream().filter(row -> row.get(0).startsWith("`"));
  }

  private static List<String> classes(String directory) throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES.resolve(directory))) {
      return sources
          .map(source -> source.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("package-info"))
          .toList();
    }
  }
}

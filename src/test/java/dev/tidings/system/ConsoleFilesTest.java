package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The files of the console: small, found by each other, and without a way to make code of text. */
class ConsoleFilesTest {
  private static final Path CONSOLE = Path.of("src/main/webapp/console");
  private static final Path LIBRARIES = Path.of("target/console-libraries");
  private static final int MOST_BYTES = 120 * 1024;
  private static final int MOST_LINES = 300;

  private static final Pattern IMPORT = Pattern.compile("(?:from|import) \"([^\"]+)\"");

  private static final Pattern MADE_OF_TEXT =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|"
              + "setTimeout\\(\"|\\bstyle=|https?://");

  @Test
  void everything_together_is_small() throws IOException {
    assumeTrue(Files.isDirectory(LIBRARIES), "made by mvn process-resources");
    int bytes = 0;
    for (Path file : Stream.concat(files(CONSOLE), files(LIBRARIES)).toList()) {
      bytes += compressed(file);
    }

    assertThat(bytes).isBetween(10_000, MOST_BYTES);
  }

  @Test
  void each_module_finds_what_it_imports() {
    for (Path file : modules()) {
      for (MatchResult match : IMPORT.matcher(read(file)).results().toList()) {
        Path imported = file.resolveSibling(match.group(1)).normalize();
        if (!imported.startsWith(CONSOLE.resolve("lib"))) {
          assertThat(imported).as("imported by " + file).isRegularFile();
        }
      }
    }
  }

  @Test
  void no_module_makes_code_or_markup_of_text_or_loads_from_elsewhere() {
    assertThat(modules())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            file -> {
              assertThat(MADE_OF_TEXT.matcher(read(file)).results().map(MatchResult::group))
                  .as(file.toString())
                  .isEmpty();
              assertThat(read(file).lines().count()).as(file.toString()).isLessThan(MOST_LINES);
            });
  }

  private static List<Path> modules() {
    return files(CONSOLE).filter(file -> file.toString().endsWith(".js")).toList();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int compressed(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      Files.copy(file, zip);
    }
    return bytes.size();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

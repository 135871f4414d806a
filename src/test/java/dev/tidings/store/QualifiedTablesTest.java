package dev.tidings.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Statements name the schema of each table, because the connection may be that of an application
 * with other tables of the same name.
 */
class QualifiedTablesTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/tidings");
  private static final Path MIGRATIONS = Path.of("src/main/resources/dev/tidings/db/migration");

  private static final Pattern TABLE =
      Pattern.compile("(?m)^CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");

  /** Statements are in capital letters, and names of tables are not. */
  private static final Pattern USE =
      Pattern.compile("(?:FROM|INTO|UPDATE|JOIN|TABLE|USING)\\s+([a-z_]+(?:\\.[a-z_]+)?)");

  @Test
  void every_statement_names_the_schema_of_its_tables() {
    Set<String> tables =
        found(MIGRATIONS, ".sql", TABLE).map(match -> match.group(1)).collect(Collectors.toSet());
    List<String> used =
        found(SOURCES, ".java", USE).map(match -> match.group(1)).distinct().toList();

    assertThat(tables).contains("message", "subscription");
    assertThat(used).doesNotContainAnyElementsOf(tables);
    assertThat(used).containsAll(tables.stream().map(table -> "tidings." + table).toList());
  }

  private static Stream<MatchResult> found(Path directory, String ending, Pattern pattern) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .map(QualifiedTablesTest::read)
          .toList()
          .stream()
          .flatMap(text -> pattern.matcher(text).results());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Every invariant has a row in its page, and tests that a page names are really there. */
class InvariantsTest {
  private static final Path PAGE = Path.of("docs/invariants.md");
  private static final Path SOURCES = Path.of("src/test/java");
  private static final Path DOCUMENTS = Path.of("docs");

  /** A class and a method whose name is a sentence. */
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)\\.([a-z0-9]+_\\w+)`");

  /** What makes a method a test, or a check after each one or after all of them. */
  private static final Set<Class<? extends Annotation>> CHECKS =
      Set.of(Test.class, ParameterizedTest.class, AfterEach.class, AfterAll.class);

  @Test
  void every_invariant_has_a_sentence_and_tests() {
    List<String> required =
        IntStream.rangeClosed(1, 29)
            .filter(number -> number != 11 && (number < 17 || number > 21))
            .mapToObj(number -> "I" + number)
            .toList();

    List<List<String>> rows = rows();

    assertThat(rows).extracting(row -> row.get(0)).containsExactlyElementsOf(required);
    assertThat(rows).allSatisfy(row -> assertThat(row.get(1)).isNotBlank());
    assertThat(rows).allSatisfy(row -> assertThat(named(row.get(2))).as(row.get(0)).isNotEmpty());
  }

  @Test
  void every_test_that_is_named_is_there() throws Exception {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult name : named(Files.readString(page))) {
        if (!exists(name.group(1), name.group(2))) {
          missing.add(page + " " + name.group());
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> documents = Files.walk(DOCUMENTS)) {
      return documents.filter(page -> page.toString().endsWith(".md")).toList();
    }
  }

  private static List<List<String>> rows() {
    return Markdown.of(PAGE).rows().stream().filter(row -> row.get(0).matches("I\\d+")).toList();
  }

  private static List<MatchResult> named(String text) {
    return NAMED.matcher(text).results().toList();
  }

  private static boolean exists(String type, String method) throws Exception {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      List<Path> found = sources.filter(path -> path.endsWith(type + ".java")).toList();
      return found.size() == 1
          && methods(load(found.get(0)))
              .anyMatch(each -> each.getName().equals(method) && isCheck(each));
    }
  }

  private static Class<?> load(Path source) throws ClassNotFoundException {
    String path = SOURCES.relativize(source).toString();
    String name = path.substring(0, path.length() - ".java".length()).replace('/', '.');
    return Class.forName(name, false, InvariantsTest.class.getClassLoader());
  }

  private static Stream<Method> methods(Class<?> type) {
    Stream<Class<?>> above =
        type.getSuperclass() == null
            ? Stream.of(type.getInterfaces())
            : Stream.concat(Stream.of(type.getInterfaces()), Stream.of(type.getSuperclass()));
    return Stream.concat(
        Stream.of(type.getDeclaredMethods()), above.flatMap(InvariantsTest::methods));
  }

  private static boolean isCheck(Method method) {
    return CHECKS.stream().anyMatch(method::isAnnotationPresent);
  }
}

package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageState;
import dev.tidings.api.QueueStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on the life cycle of a message names the states and transitions that the code has. */
class MessageLifecycleTest {
  private static final Markdown PAGE = Markdown.of(Path.of("docs/message-lifecycle.md"));
  private static final Path MIGRATIONS = Path.of("src/main/resources/dev/tidings/db/migration");

  private static final Pattern ARROW =
      Pattern.compile("(?m)^\\s*(\\w+|\\[\\*]) --> (\\w+|\\[\\*])(?::.*)?$");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");
  private static final Pattern BROWSED = Pattern.compile("`state=(\\w+)`");
  private static final Pattern TABLE =
      Pattern.compile("(?ms)^CREATE TABLE (?:IF NOT EXISTS )?(\\w+) \\((.*?)^\\);");

  /** A column that says where one message or several are. */
  private static final Pattern PLACE = Pattern.compile("(?m)^  (\\w*position|block) ");

  private static final String NOWHERE = "[*]";

  /** An arrow of the diagram, or a row of the table below it. */
  private record Transition(String from, String to) {
    static Stream<Transition> ofRow(List<String> row) {
      return states(row.get(0)).stream()
          .flatMap(from -> states(row.get(1)).stream().map(to -> new Transition(from, to)));
    }

    private static Set<String> states(String cell) {
      return cell.isEmpty() ? Set.of(NOWHERE) : words(CODE, cell);
    }
  }

  @Test
  void the_diagram_and_the_table_have_the_same_states() {
    Set<String> drawn =
        transitions().stream()
            .flatMap(arrow -> Stream.of(arrow.from(), arrow.to()))
            .filter(state -> !state.equals(NOWHERE))
            .collect(Collectors.toSet());

    assertThat(drawn)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(states().map(Row::state).toList());
  }

  @Test
  void the_states_that_the_api_shows_are_those_of_the_code() {
    List<String> browsed =
        states().filter(row -> row.shown().contains("state=")).map(Row::state).toList();

    assertThat(browsed)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(MessageState.values()).map(MessageState::code).toList());
    assertThat(states().filter(row -> row.shown().contains("state=")))
        .allSatisfy(row -> assertThat(words(BROWSED, row.shown())).containsExactly(row.state()));
  }

  @Test
  void the_counters_that_the_api_shows_are_those_of_the_code() {
    Set<String> counters =
        Arrays.stream(QueueStatus.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == long.class)
            .map(method -> snakeCase(method.getName()))
            .collect(Collectors.toSet());

    Set<String> counted =
        states()
            .flatMap(row -> words(CODE, row.shown()).stream())
            .map(name -> name.equals("queue_depth") ? "depth" : name)
            .collect(Collectors.toSet());

    assertThat(counted).containsExactlyInAnyOrderElementsOf(counters);
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** A state that is stored anew has a table or a column of its own. */
  @Test
  void the_tables_that_keep_messages_are_those_of_the_schema() throws IOException {
    Set<String> kept =
        states().flatMap(row -> words(CODE, row.kept()).stream()).collect(Collectors.toSet());

    assertThat(kept).containsExactlyInAnyOrderElementsOf(tablesWithPlaces());
  }

  private static Set<String> tablesWithPlaces() throws IOException {
    Set<String> tables = new TreeSet<>();
    try (Stream<Path> migrations = Files.list(MIGRATIONS)) {
      for (Path migration : migrations.toList()) {
        TABLE
            .matcher(Files.readString(migration))
            .results()
            .filter(table -> PLACE.matcher(table.group(2)).find())
            .forEach(table -> tables.add(table.group(1)));
      }
    }
    // The first start with segments has emptied it.
    tables.remove("message");
    return tables;
  }

  @Test
  void the_diagram_and_the_table_have_the_same_transitions() {
    List<Transition> described =
        PAGE.section("Transitions").rows().stream()
            .filter(row -> row.stream().limit(2).anyMatch(cell -> cell.startsWith("`")))
            .flatMap(Transition::ofRow)
            .toList();
    Set<String> ends = Set.of("done", "removed", "expired");

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            transitions().stream().filter(arrow -> !ends.contains(arrow.from())).toList());
  }

  /** A row of the table of states. */
  private record Row(String state, String shown, String kept) {}

  private static Stream<Row> states() {
    return PAGE.section("States").rows().stream()
        .filter(row -> row.get(0).startsWith("`"))
        .map(row -> new Row(row.get(0).replace("`", ""), row.get(2), row.get(3)));
  }

  private static List<Transition> transitions() {
    String diagram = PAGE.section("States").blocks("mermaid").get(0).text();
    return ARROW
        .matcher(diagram)
        .results()
        .map(arrow -> new Transition(arrow.group(1), arrow.group(2)))
        .distinct()
        .toList();
  }

  private static Set<String> words(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(word -> word.group(1)).collect(Collectors.toSet());
  }
}

package dev.tidings.broker.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.EndpointDefinition;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Overflow;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionDefinition;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.definitions.DefinitionsDocument.Located;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionsReaderTest {

  private static DefinitionsDocument read(String document) {
    return DefinitionsReader.read(document, UnaryOperator.identity());
  }

  @Test
  void yaml_is_read_with_the_places_of_its_objects() {
    DefinitionsDocument document =
        read(
            """
            topics:
              - name: orders   # gets its slash
                overflow: drop-oldest
                default_lease: 60000
              - {name: "/parcels"}
            subscriptions: []
            """);

    assertThat(document.topics().orElseThrow())
        .containsExactly(
            new Located<>(
                TopicSettings.builder("/orders")
                    .overflow(Overflow.DROP_OLDEST)
                    .defaultLease(Duration.ofMinutes(1))
                    .build(),
                "topics[0]",
                2),
            new Located<>(TopicSettings.named("/parcels"), "topics[1]", 5));
    assertThat(document.endpoints()).isEmpty();
    assertThat(document.subscriptions()).contains(List.of());
  }

  @Test
  void json_is_read_too() {
    DefinitionsDocument document =
        read(
            """
            {"endpoints": [{"name": "shop \\u00fc", "role": "pub-only", "username": "shop",
              "password": "true", "patterns": ["pub=/orders/*"], "is_active": false}],
             "subscriptions": [{"topic_name": "/orders", "endpoint_name": "1"}]}
            """);

    assertThat(document.endpoints().orElseThrow())
        .extracting(Located::value)
        .containsExactly(
            new EndpointDefinition(
                new EndpointSettings(
                    "shop ü",
                    EndpointType.REST,
                    Role.PUB_ONLY,
                    "shop",
                    "true",
                    List.of("pub=/orders/*"),
                    false),
                ""));
    assertThat(document.subscriptions().orElseThrow())
        .extracting(Located::value)
        .containsExactly(new SubscriptionDefinition("/orders", "1", true));
  }

  @Test
  void values_are_substituted_and_names_of_fields_are_not() {
    DefinitionsDocument document =
        DefinitionsReader.read(
            "endpoints: [{name: a, username: a, password: name}]",
            text -> text.replace("name", "a-secret"));

    assertThat(document.endpoints().orElseThrow().get(0).value().settings().password())
        .isEqualTo("a-secret");
  }

  @Test
  void a_substitution_that_fails_is_told_with_its_line() {
    UnaryOperator<String> failing =
        text -> {
          throw new IllegalArgumentException("must name environment variables that are set");
        };

    assertThatThrownBy(() -> DefinitionsReader.read("endpoints:\n  - name: a", failing))
        .hasMessage("document must name environment variables that are set (line 2)");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    TidingsException refusal =
        refusal(
            """
            topics:
              - name: /a
                max_depth: 0
                has_gd: yes
                on_no_subs: drop
              - name: ""
            endpoints:
              - role: boss
            queues: []
            """);

    assertThat(refusal.violations())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "topics[0].max_depth must be a whole number from 1 to 1000000000 (line 3)",
            "topics[0].has_gd must be true or false (line 4)",
            "topics[1].name is required (line 6)",
            "endpoints[0].name is required (line 8)",
            "endpoints[0].role must be one of admin, monitor, pub-only, pub-sub, sub-only (line 8)",
            "queues is unknown here; known are endpoints, subscriptions, topics (line 9)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `topics: &a []\\nendpoints: *a`             | must have no aliases
          `topics: !!java.net.URL []`                | must have no tags
          `topics: [!!int 7]`                        | must have no tags
          `topics: []\\ntopics: []`                   | must not have the field topics twice
          `topics: []\\n--- \\ntopics: []`             | must be one document
          `? [a]\\n: b`                               | must have texts as names of fields
          `topics: [{name: /a`                       | neither YAML nor JSON
          `"topics`                                  | neither YAML nor JSON
          `7`                                        | must be an object
          """)
  void what_could_do_more_than_say_something_is_refused(String document, String rule) {
    assertThat(refusal(document.replace("\\n", "\n")).violations().toString())
        .contains(rule)
        .contains("(line ");
  }

  @Test
  void aliases_that_multiply_and_nesting_without_end_are_refused_at_once() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 50; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(refusal(bomb.toString()).violations().toString()).contains("aliases");
    assertThat(refusal("[".repeat(1_000_000)).violations().toString()).contains("nested deeper");
    assertThat(refusal("{a: ".repeat(1_000)).violations().toString()).contains("nested deeper");
  }

  private static TidingsException refusal(String document) {
    TidingsException refusal = catchThrowableOfType(TidingsException.class, () -> read(document));
    assertThat(refusal).isNotNull();
    assertThat(refusal.type()).isEqualTo(ErrorType.INVALID_INPUT);
    return refusal;
  }
}

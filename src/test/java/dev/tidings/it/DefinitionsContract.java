package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.AuditAction;
import dev.tidings.api.DefinitionChange;
import dev.tidings.api.Definitions;
import dev.tidings.api.EndpointDefinition;
import dev.tidings.api.ErrorType;
import dev.tidings.api.SubscriptionDefinition;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Topics, endpoints and subscriptions as one document. */
interface DefinitionsContract extends Contract {

  private static String document(Stage stage, String maxDepth) {
    return """
        topics:
          - name: %1$s
            max_depth: %3$s
        endpoints:
          - name: "%2$s"
            username: '%2$s'
            password: a-good-password
            patterns: ["sub=/it/**"]
        subscriptions:
          - {topic_name: %1$s, endpoint_name: "%2$s", is_active: false}
        """
        .formatted(stage.topicName("defined"), stage.endpointName("defined"), maxDepth);
  }

  @Test
  default void a_document_is_applied_once() {
    Stage stage = stage();
    String document = document(stage, "7");

    List<DefinitionChange> first = stage.administration().applyDefinitions(document, false);
    List<DefinitionChange> second = stage.administration().applyDefinitions(document, false);
    List<DefinitionChange> third =
        stage.administration().applyDefinitions(document(stage, "8"), false);

    assertThat(first).extracting(DefinitionChange::action).containsOnly(AuditAction.CREATE);
    assertThat(first).hasSize(3);
    assertThat(first.toString()).doesNotContain("a-good-password");
    assertThat(second).isEmpty();
    assertThat(third).hasSize(1);
    assertThat(third.get(0).changes().toString()).contains("max_depth", "7", "8");
    assertThat(server().canLogIn(stage.endpointName("defined"), "a-good-password")).isTrue();
  }

  @Test
  default void the_definitions_show_what_was_applied_and_no_password() {
    Stage stage = stage();
    stage.administration().applyDefinitions(document(stage, "7"), false);

    Definitions definitions = stage.administration().definitions(false);
    Definitions withHashes = stage.administration().definitions(true);

    assertThat(definitions.topics())
        .contains(TopicSettings.builder(stage.topicName("defined")).maxDepth(7).build())
        .isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()));
    assertThat(definitions.subscriptions())
        .contains(
            new SubscriptionDefinition(
                stage.topicName("defined"), stage.endpointName("defined"), false));
    assertThat(endpoint(stage, definitions).passwordHash()).isEmpty();
    assertThat(endpoint(stage, definitions).settings().password()).isEmpty();
    assertThat(endpoint(stage, withHashes).passwordHash()).startsWith("PBKDF2WithHmacSHA512:");
  }

  private static EndpointDefinition endpoint(Stage stage, Definitions definitions) {
    return definitions.endpoints().stream()
        .filter(it -> it.settings().name().equals(stage.endpointName("defined")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void a_hash_in_a_document_is_the_password() {
    Stage stage = stage();
    stage.administration().applyDefinitions(document(stage, "7"), false);
    String hash = endpoint(stage, stage.administration().definitions(true)).passwordHash();
    String name = stage.endpointName("copy");

    stage
        .administration()
        .applyDefinitions(
            "{\"endpoints\": [{\"name\": \"%1$s\", \"username\": \"%1$s\", \"password_hash\": \"%2$s\"}]}"
                .formatted(name, hash),
            false);

    assertThat(server().canLogIn(name, "a-good-password")).isTrue();
    assertThat(server().canLogIn(name, "another-password")).isFalse();
  }

  @Test
  default void a_check_tells_the_changes_and_makes_none() {
    Stage stage = stage();
    stage.topic();

    List<DefinitionChange> changes =
        stage.administration().checkDefinitions(document(stage, "7"), false);
    List<DefinitionChange> pruned =
        stage
            .administration()
            .checkDefinitions("topics: [{name: %s}]".formatted(stage.topicName("new")), true);

    assertThat(changes).hasSize(3);
    assertThat(pruned)
        .filteredOn(it -> it.name().equals(stage.topicName("topic")))
        .extracting(DefinitionChange::action)
        .containsExactly(AuditAction.DELETE);
    assertThat(stage.administration().definitions(false).topics())
        .extracting(TopicSettings::name)
        .contains(stage.topicName("topic"))
        .doesNotContain(stage.topicName("defined"), stage.topicName("new"));
    assertThat(server().canLogIn(stage.endpointName("defined"), "a-good-password")).isFalse();
  }

  @Test
  default void what_is_wrong_in_a_document_is_told_with_its_line_and_nothing_is_applied() {
    Stage stage = stage();
    String document = document(stage, "none") + "topic: []\n";
    String unknownEndpoint =
        """
        topics: [{name: %s}]
        subscriptions:
          - topic_name: %s
            endpoint_name: %s
        """
            .formatted(stage.topicName("a"), stage.topicName("a"), stage.endpointName("nobody"));

    TidingsException wrong =
        assertRefused(
            ErrorType.INVALID_INPUT,
            () -> stage.administration().applyDefinitions(document, false));
    TidingsException unknown =
        assertRefused(
            ErrorType.INVALID_INPUT,
            () -> stage.administration().applyDefinitions(unknownEndpoint, false));

    assertThat(wrong.violations())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "topics[0].max_depth must be a whole number from 1 to 1000000000 (line 3)",
            "topic is unknown here; known are endpoints, subscriptions, topics (line 11)");
    assertThat(unknown.violations())
        .extracting(Object::toString)
        .containsExactly(
            "subscriptions[0].endpoint_name must name an endpoint that exists (line 3)");
    assertThat(stage.administration().definitions(false).topics())
        .extracting(TopicSettings::name)
        .doesNotContain(stage.topicName("defined"), stage.topicName("a"));
  }
}

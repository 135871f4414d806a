package dev.tidings.transport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Definitions;
import dev.tidings.api.EndpointDefinition;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionDefinition;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.definitions.DefinitionsDocument;
import dev.tidings.broker.definitions.DefinitionsDocument.Located;
import dev.tidings.broker.definitions.DefinitionsReader;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DefinitionsWriterTest {
  private static final Definitions DEFINITIONS =
      new Definitions(
          List.of(TopicSettings.builder("/orders").maxDepth(7).hasGd(false).build()),
          List.of(
              endpoint("plain: - # \"'\\ \ud83d\ude80", List.of()),
              endpoint("no", List.of("pub=/**", "sub=/*"))),
          List.of(new SubscriptionDefinition("/orders", "no", true)));

  private static EndpointDefinition endpoint(String name, List<String> patterns) {
    return new EndpointDefinition(
        new EndpointSettings(name, EndpointType.REST, Role.PUB_SUB, "", "", patterns, true), "");
  }

  @Test
  void what_is_written_is_read_as_the_same() {
    assertThat(reread(DefinitionsWriter.yaml(DefinitionsTree.of(DEFINITIONS))))
        .isEqualTo(DEFINITIONS);
    assertThat(reread(DefinitionsWriter.json(DefinitionsTree.of(DEFINITIONS))))
        .isEqualTo(DEFINITIONS);
  }

  @Test
  void nothing_is_written_as_empty_lists() {
    Definitions nothing = new Definitions(List.of(), List.of(), List.of());

    assertThat(new String(DefinitionsWriter.yaml(DefinitionsTree.of(nothing)), UTF_8))
        .isEqualTo("topics: []\nendpoints: []\nsubscriptions: []\n");
  }

  @Test
  void yaml_has_one_field_a_line() {
    assertThat(new String(DefinitionsWriter.yaml(DefinitionsTree.of(DEFINITIONS)), UTF_8))
        .startsWith("topics:\n  - name: \"/orders\"\n    is_active: true\n")
        .contains("    patterns:\n      - \"pub=/**\"\n      - \"sub=/*\"\n    is_active: true\n");
  }

  private static Definitions reread(byte[] document) {
    DefinitionsDocument read =
        DefinitionsReader.read(new String(document, UTF_8), UnaryOperator.identity());
    return new Definitions(
        read.topics().orElseThrow().stream().map(Located::value).toList(),
        read.endpoints().orElseThrow().stream().map(Located::value).toList(),
        read.subscriptions().orElseThrow().stream().map(Located::value).toList());
  }
}

package dev.tidings.openapi;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import dev.tidings.fixture.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The document is whole, its schemas are schemas, and the samples of the wire follow them. */
class OpenApiLintTest {
  private final OpenApiDocument document = OpenApiDocument.read();

  @Test
  void every_reference_leads_somewhere_and_every_component_is_used() {
    Set<String> references = new TreeSet<>();
    document.walk(
        (key, value) -> {
          if (key.equals("$ref")) {
            references.add(String.valueOf(value));
          }
        });

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(reference -> assertThat(document.at(reference)).as(reference).isNotNull());
    for (String kind : List.of("schemas", "responses", "parameters")) {
      OpenApiDocument.map(document.at("#/components/" + kind))
          .keySet()
          .forEach(name -> assertThat(references).contains("#/components/" + kind + "/" + name));
    }
  }

  @Test
  void every_operation_has_a_name_of_its_own_a_summary_and_a_known_tag() {
    Set<String> tags =
        OpenApiDocument.list(document.root().get("tags")).stream()
            .map(tag -> String.valueOf(OpenApiDocument.map(tag).get("name")))
            .collect(toCollection(TreeSet::new));

    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.fields()).containsKeys("operationId", "summary", "responses");
              assertThat(OpenApiDocument.list(operation.fields().get("tags")))
                  .hasSize(1)
                  .allSatisfy(tag -> assertThat(tags).contains(String.valueOf(tag)));
              assertThat(document.responses(operation).values())
                  .isNotEmpty()
                  .allSatisfy(response -> assertThat(response).containsKey("description"));
            });
    assertThat(document.operations())
        .extracting(operation -> operation.fields().get("operationId"))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_version_is_that_of_openapi_with_schemas_of_2020() {
    assertThat(document.root()).containsEntry("openapi", "3.1.0");
  }

  @Test
  void every_schema_is_one() {
    SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getDraft202012());
    List<String> wrong = new ArrayList<>();
    document
        .schemas()
        .forEach(
            (name, schema) ->
                registry
                    .getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12))
                    .validate(JsonMapper.shared().writeValueAsString(schema), InputFormat.JSON)
                    .forEach(error -> wrong.add(name + ": " + error)));

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "publish-request, Publication",
    "published, PublishResult",
    "published-batch, PublishResult",
    "subscribed, Subscribed",
    "status, SubscriptionStatus",
    "status-empty, SubscriptionStatus",
    "received, Received",
    "browsed-batch, MessagePage",
    "settled, SettlementResults",
    "settled-in-part, SettlementResults",
    "dead-letters, DeadLetterPage",
    "taken-with-every-field, MessageList",
    "problem-of-a-full-queue, Problem",
    "problem-of-an-incident, Problem",
    "problem-of-input, Problem",
    "admin-topic, Topic",
    "admin-endpoint, Endpoint",
    "admin-subscription, Subscription",
    "zato-forbidden, ZatoError",
    "zato-no-data, ZatoError",
    "zato-not-subscribed, ZatoError"
  })
  void samples_follow_their_schemas(String sample, String schema) {
    String json = withValues(Golden.json(sample));

    assertThat(new StrictSchemas(document).violations("/components/schemas/" + schema, json))
        .as(json)
        .isEmpty();
  }

  @Test
  void a_field_that_is_not_described_is_noticed() {
    StrictSchemas schemas = new StrictSchemas(document);
    String pointer = "/components/schemas/Topic";
    String topic = withValues(Golden.json("admin-topic"));

    assertThat(schemas.violations(pointer, topic.replaceFirst("\\{", "{\"other\":1,"))).hasSize(1);
    assertThat(schemas.violations(pointer, topic.replace("\"is_active\"", "\"active\"")))
        .isNotEmpty();
  }

  /** Samples have words where each run has other values. */
  private static String withValues(String sample) {
    return sample
        .replace("\"MSG_ID\"", "\"zpsm018f2f6a7c3e4d5566778899\"")
        .replace("\"SUB_KEY\"", "\"zpsk.rest.018f2f6a7c3e4d5566778899\"")
        .replace("\"TIMEZ\"", "\"2026-11-24T12:00:00.123456Z\"")
        .replace("\"TIME\"", "\"2026-11-24T12:00:00.123456\"");
  }
}

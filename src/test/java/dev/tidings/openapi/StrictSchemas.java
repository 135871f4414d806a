package dev.tidings.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of the document, made stricter: clients have to expect fields that are new, the tests
 * of this version must not find any.
 */
final class StrictSchemas {
  private static final String DOCUMENT = "https://tidings.invalid/openapi.json";
  private static final String COMPONENTS = "#/components/schemas/";

  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  StrictSchemas(OpenApiDocument document) {
    ObjectNode root = JsonMapper.shared().valueToTree(document.root());
    Set<String> bases = new TreeSet<>();
    collectBases(root, bases);
    root.path("components")
        .path("schemas")
        .properties()
        .forEach(
            schema -> {
              if (!bases.contains(schema.getKey())) {
                close((ObjectNode) schema.getValue());
              }
            });
    registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(DOCUMENT, root.toString())));
  }

  /** Other fields stand beside those of a schema that is a part of another. */
  private static void collectBases(JsonNode node, Set<String> bases) {
    node.path("allOf")
        .forEach(
            part -> {
              String reference = part.path("$ref").asString("");
              if (reference.startsWith(COMPONENTS)) {
                bases.add(reference.substring(COMPONENTS.length()));
              }
            });
    node.forEach(child -> collectBases(child, bases));
  }

  private static void close(ObjectNode schema) {
    if (schema.has("properties") || schema.has("allOf")) {
      schema.put("unevaluatedProperties", false);
    }
  }

  /**
   * What is wrong with JSON.
   *
   * @param pointer of the schema in the document, such as {@code /components/schemas/Topic}
   * @return nothing if it is right
   */
  List<String> violations(String pointer, String json) {
    Schema schema =
        schemas.computeIfAbsent(
            pointer, at -> registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + at)));
    return schema
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .collect(Collectors.toList());
  }
}

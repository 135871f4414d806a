package dev.tidings.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document that the node serves, as maps and lists. */
final class OpenApiDocument {
  private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch", "head");

  private final Map<String, Object> root;

  /**
   * One operation.
   *
   * @param verb in capital letters
   */
  record Operation(String verb, String path, Map<String, Object> fields) {
    String name() {
      return verb + " " + path;
    }
  }

  private OpenApiDocument(Map<String, Object> root) {
    this.root = root;
  }

  static OpenApiDocument read() {
    try (InputStream file =
        OpenApiDocument.class.getResourceAsStream("/dev/tidings/transport/docs/openapi.yaml")) {
      return new OpenApiDocument(
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(new String(file.readAllBytes(), UTF_8)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Map<String, Object> root() {
    return root;
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    map(root, "paths")
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (verb, fields) -> {
                          if (VERBS.contains(verb)) {
                            operations.add(
                                new Operation(verb.toUpperCase(Locale.ROOT), path, map(fields)));
                          }
                        }));
    return operations;
  }

  /** The parameters of an operation, with references followed. */
  List<Map<String, Object>> parameters(Operation operation) {
    return list(operation.fields().get("parameters")).stream().map(this::resolved).toList();
  }

  /** The responses of an operation by status, with references followed. */
  Map<String, Map<String, Object>> responses(Operation operation) {
    Map<String, Map<String, Object>> responses = new LinkedHashMap<>();
    map(operation.fields(), "responses")
        .forEach((status, response) -> responses.put(status, resolved(response)));
    return responses;
  }

  Map<String, Object> schemas() {
    return map(map(root, "components"), "schemas");
  }

  /** The names of all fields that an object of one of the schemas may have. */
  Set<String> properties(String... schemas) {
    Set<String> names = new TreeSet<>();
    for (String schema : schemas) {
      if (!schemas().containsKey(schema)) {
        throw new IllegalArgumentException("no schema " + schema);
      }
      collect(map(schemas().get(schema)), names);
    }
    return names;
  }

  private void collect(Map<String, Object> schema, Set<String> names) {
    names.addAll(map(schema, "properties").keySet());
    list(schema.get("allOf")).forEach(part -> collect(resolved(part), names));
  }

  Map<String, Object> resolved(Object node) {
    Object reference = map(node).get("$ref");
    return reference == null ? map(node) : map(at(String.valueOf(reference)));
  }

  /** What a reference leads to; null if that is nothing. */
  Object at(String reference) {
    Object here = root;
    for (String step : reference.substring("#/".length()).split("/", -1)) {
      here = here instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return here;
  }

  /** Calls for every key of every object in the document. */
  void walk(BiConsumer<String, Object> visitor) {
    walk(root, visitor);
  }

  private static void walk(Object node, BiConsumer<String, Object> visitor) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            visitor.accept(String.valueOf(key), value);
            walk(value, visitor);
          });
    } else if (node instanceof List<?> list) {
      list.forEach(value -> walk(value, visitor));
    }
  }

  static Map<String, Object> map(Map<String, Object> node, String key) {
    return map(node.get(key));
  }

  /** Empty for null. */
  static Map<String, Object> map(Object node) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> some) {
      some.forEach((key, value) -> map.put(String.valueOf(key), value));
    }
    return map;
  }

  /** Empty for null. */
  static List<Object> list(Object node) {
    return node instanceof List<?> list ? new ArrayList<>(list) : List.of();
  }
}

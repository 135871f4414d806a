package dev.tidings.transport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.transport.json.JsonOutput;
import java.util.List;
import java.util.Map;

/**
 * Writes definitions as JSON or YAML. In YAML every text is quoted as in JSON, which YAML reads
 * too, so that no text can be taken for something else.
 */
final class DefinitionsWriter {
  private DefinitionsWriter() {}

  static byte[] json(Map<String, List<Map<String, Object>>> kinds) {
    return JsonOutput.bytes(
        json ->
            json.object(
                fields ->
                    kinds.forEach(
                        (kind, objects) ->
                            fields
                                .name(kind)
                                .array(rows -> objects.forEach(it -> write(rows, it))))));
  }

  private static void write(JsonOutput json, Map<String, Object> object) {
    json.object(fields -> object.forEach((name, value) -> write(fields.name(name), value)));
  }

  private static void write(JsonOutput json, Object value) {
    if (value instanceof Boolean truth) {
      json.verbatim(truth.toString());
    } else if (value instanceof Long number) {
      json.number(number);
    } else if (value instanceof List<?> texts) {
      json.array(items -> texts.forEach(text -> items.text(text.toString())));
    } else {
      json.text(value.toString());
    }
  }

  static byte[] yaml(Map<String, List<Map<String, Object>>> kinds) {
    StringBuilder yaml = new StringBuilder();
    kinds.forEach(
        (kind, objects) -> {
          yaml.append(kind).append(objects.isEmpty() ? ": []\n" : ":\n");
          objects.forEach(object -> append(yaml, object));
        });
    return yaml.toString().getBytes(UTF_8);
  }

  private static void append(StringBuilder yaml, Map<String, Object> object) {
    String indentation = "  - ";
    for (Map.Entry<String, Object> field : object.entrySet()) {
      yaml.append(indentation).append(field.getKey()).append(':');
      if (field.getValue() instanceof List<?> texts && !texts.isEmpty()) {
        texts.forEach(text -> yaml.append("\n      - ").append(scalar(text)));
        yaml.append('\n');
      } else {
        yaml.append(' ').append(scalar(field.getValue())).append('\n');
      }
      indentation = "    ";
    }
  }

  private static String scalar(Object value) {
    return new String(JsonOutput.bytes(json -> write(json, value)), UTF_8);
  }
}

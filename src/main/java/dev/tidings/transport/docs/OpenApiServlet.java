package dev.tidings.transport.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.transport.json.JsonOutput;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Serves the description of the HTTP APIs for programs, in YAML as it was written and in JSON. */
public class OpenApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String DOCUMENT = "openapi.yaml";

  private final transient EntityCache entities = new EntityCache(OpenApiServlet::entity);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    entities.get(request.getServletPath()).orElseThrow().send(request, response);
  }

  private static Optional<Entity> entity(String path) throws IOException {
    return PackageFile.bytes(DOCUMENT)
        .map(
            yaml ->
                path.endsWith(".json")
                    ? Entity.of("application/json", json(yaml))
                    : Entity.of("application/yaml", yaml));
  }

  static byte[] json(byte[] yaml) {
    Object document =
        new Load(LoadSettings.builder().build()).loadFromString(new String(yaml, UTF_8));
    return JsonOutput.bytes(json -> write(json, document));
  }

  private static void write(JsonOutput json, Object value) {
    if (value instanceof Map<?, ?> map) {
      json.object(
          fields -> map.forEach((name, field) -> write(fields.name(name.toString()), field)));
    } else if (value instanceof List<?> list) {
      json.array(items -> list.forEach(item -> write(items, item)));
    } else if (value instanceof String text) {
      json.text(text);
    } else {
      // Numbers and truth values are written as in YAML.
      json.verbatim(String.valueOf(value));
    }
  }
}

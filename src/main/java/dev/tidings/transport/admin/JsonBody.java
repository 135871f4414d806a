package dev.tidings.transport.admin;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.ContentType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;

/** Bodies that administer. Forms of other sites can send every type but this one. */
final class JsonBody {
  private static final List<String> JSON = List.of("application/json");
  private static final List<String> JSON_OR_YAML =
      List.of("application/json", DefinitionsResource.YAML);

  private JsonBody() {}

  /**
   * All of the body; an empty one needs no type.
   *
   * @throws TidingsException {@link ErrorType#UNSUPPORTED_MEDIA_TYPE}, or when the body cannot be
   *     read
   */
  static byte[] read(HttpServletRequest request, InputStream body) {
    return read(request, body, JSON);
  }

  /** The same, also in YAML. */
  static byte[] readJsonOrYaml(HttpServletRequest request, InputStream body) {
    return read(request, body, JSON_OR_YAML);
  }

  private static byte[] read(HttpServletRequest request, InputStream body, List<String> types) {
    byte[] bytes = BodyReader.read(body);
    if (bytes.length > 0) {
      ContentType type = ContentType.of(Collections.list(request.getHeaders("Content-Type")));
      if (!types.contains(type.type())) {
        throw new TidingsException(
            ErrorType.UNSUPPORTED_MEDIA_TYPE,
            "The Content-Type is not %s, which is all that the administration takes."
                .formatted(String.join(" or ", types)));
      }
      type.requireUtf8();
    }
    return bytes;
  }
}

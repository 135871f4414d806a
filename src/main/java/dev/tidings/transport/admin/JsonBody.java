package dev.tidings.transport.admin;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.ContentType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.util.Collections;

/** Bodies that administer. Forms of other sites can send every type but this one. */
final class JsonBody {
  private JsonBody() {}

  /**
   * All of the body; an empty one needs no type.
   *
   * @throws TidingsException {@link ErrorType#UNSUPPORTED_MEDIA_TYPE}, or when the body cannot be
   *     read
   */
  static byte[] read(HttpServletRequest request, InputStream body) {
    byte[] bytes = BodyReader.read(body);
    if (bytes.length > 0) {
      ContentType type = ContentType.of(Collections.list(request.getHeaders("Content-Type")));
      if (!type.isJson()) {
        throw new TidingsException(
            ErrorType.UNSUPPORTED_MEDIA_TYPE,
            "The Content-Type is not application/json, which is all that the administration"
                + " takes.");
      }
      type.requireUtf8();
    }
    return bytes;
  }
}

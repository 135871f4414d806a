package dev.tidings.transport.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.zip.CRC32;

/** What a response brings. Browsers keep it, and ask whether it has changed. */
public final class Entity {
  private final String type;
  private final byte[] content;
  private final String etag;

  private Entity(String type, byte[] content) {
    this.type = type;
    this.content = content;
    this.etag = etag(content);
  }

  static Entity of(String type, byte[] content) {
    return new Entity(type, content);
  }

  String text() {
    return new String(content, UTF_8);
  }

  /** Depends on the content only. */
  private static String etag(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    return "\"%x-%x\"".formatted(content.length, sum.getValue());
  }

  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("ETag", etag);
    response.setHeader("Cache-Control", "no-cache");
    if (etag.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(type);
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }
}

package dev.tidings.platform.container;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request whose body ends where its header says. */
final class FramedRequest extends HttpServletRequestWrapper {
  private final BodyFraming framing;
  private ServletInputStream stream;
  private BufferedReader reader;

  FramedRequest(HttpServletRequest request) {
    super(request);
    this.framing = framingOf(request);
  }

  private static BodyFraming framingOf(HttpServletRequest request) {
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    return chunked
        ? BodyFraming.ofChunks()
        : BodyFraming.ofLength(Math.max(0, request.getContentLengthLong()));
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (stream == null) {
      stream = new FramedInputStream(super.getInputStream(), framing);
    }
    return stream;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (reader == null) {
      Charset charset =
          Optional.ofNullable(getCharacterEncoding())
              .map(Charset::forName)
              .orElse(StandardCharsets.ISO_8859_1);
      reader = new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }
    return reader;
  }
}

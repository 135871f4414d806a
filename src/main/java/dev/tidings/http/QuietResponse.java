package dev.tidings.http;

import dev.tidings.wire.Disconnection;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * A response that a client may leave at any time. What it cannot be sent is dropped, because
 * servers log a stack trace for each write that fails.
 */
final class QuietResponse extends HttpServletResponseWrapper {
  private final Disconnection disconnection;
  private ServletOutputStream out;

  QuietResponse(HttpServletResponse response, Disconnection disconnection) {
    super(response);
    this.disconnection = disconnection;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (out == null) {
      out = new QuietOutputStream(super.getOutputStream(), disconnection);
    }
    return out;
  }

  @Override
  public void flushBuffer() {
    if (!disconnection.hasHappened()) {
      try {
        super.flushBuffer();
      } catch (IOException gone) {
        QuietOutputStream.say(gone, disconnection);
      }
    }
  }
}

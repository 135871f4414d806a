package dev.tidings.transport.http.filter;

import dev.tidings.transport.http.ClientDisconnect;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * A response that a client may leave at any time. What it cannot be sent is dropped, because
 * servers log a stack trace for each write that fails.
 */
final class DisconnectTolerantResponse extends HttpServletResponseWrapper {
  private final ClientDisconnect clientDisconnect;
  private ServletOutputStream out;

  DisconnectTolerantResponse(HttpServletResponse response, ClientDisconnect clientDisconnect) {
    super(response);
    this.clientDisconnect = clientDisconnect;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (out == null) {
      out = new DisconnectTolerantStream(super.getOutputStream(), clientDisconnect);
    }
    return out;
  }

  @Override
  public void flushBuffer() {
    if (!clientDisconnect.hasHappened()) {
      try {
        super.flushBuffer();
      } catch (IOException gone) {
        DisconnectTolerantStream.say(gone, clientDisconnect);
      }
    }
  }
}

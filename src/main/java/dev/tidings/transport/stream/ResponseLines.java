package dev.tidings.transport.stream;

import dev.tidings.platform.container.ConnectionCut;
import dev.tidings.platform.container.ReadListenerDefect;
import dev.tidings.transport.http.ClientDisconnect;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;

/** The response of a stream, written by workers. */
final class ResponseLines implements PublishStream.Output {
  private final ServletOutputStream out;
  private final ClientDisconnect clientDisconnect;
  private final Runnable cut;

  private ResponseLines(ServletOutputStream out, ClientDisconnect clientDisconnect, Runnable cut) {
    this.out = out;
    this.clientDisconnect = clientDisconnect;
    this.cut = cut;
  }

  /**
   * Sends the headers, on the thread of the request: servers let one thread read and another write
   * after that. On Payara the connection is for this request only.
   */
  static ResponseLines begin(
      HttpServletRequest request, HttpServletResponse response, String mediaType)
      throws IOException {
    ClientDisconnect clientDisconnect = ClientDisconnect.of(request);
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(mediaType);
    if (ReadListenerDefect.affect(request)) {
      // Undertow would not send it in chunks then, and a client could not tell an end from a cut.
      response.setHeader("Connection", "close");
    }
    response.setHeader("X-Accel-Buffering", "no");
    ServletOutputStream out = response.getOutputStream();
    sendContinue(request);
    response.flushBuffer();
    return new ResponseLines(out, clientDisconnect, ConnectionCut.of(request));
  }

  /** Undertow sends it when somebody looks for the body, and cannot after the headers. */
  private static void sendContinue(HttpServletRequest request) throws IOException {
    if (request.getHeader("Expect") != null) {
      var unused = request.getInputStream().available();
    }
  }

  @Override
  public void write(byte[] lines) throws IOException {
    out.write(lines);
    out.flush();
    if (clientDisconnect.hasHappened()) {
      // It may still send, and servers would read all of that before they let it go.
      cutConnection();
      throw new EOFException("The client is gone");
    }
  }

  /** Ends a write that does not end by itself. */
  void cutConnection() {
    cut.run();
  }
}

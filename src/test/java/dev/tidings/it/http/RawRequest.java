package dev.tidings.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** A request made of characters, for what no client library would send. */
final class RawRequest {
  private static final int LONGER_THAN_ANYTHING_TAKES = 60_000;

  private RawRequest() {}

  /**
   * Sends it on a connection of its own.
   *
   * @param head the request line and the headers but {@code Host}
   * @return everything that comes until the server ends the connection
   */
  static String send(URI server, String head, String body) {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(LONGER_THAN_ANYTHING_TAKES);
      String host = "\nHost: " + server.getHost() + ":" + server.getPort();
      String request = (head.strip() + host + "\n\n").replace("\n", "\r\n") + body;
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** An HTTP request, rendered once to be sent as often as one likes. */
final class Request {
  private static final String HEAD =
      """
      %s %s HTTP/1.1
      Host: 127.0.0.1
      Authorization: %s
      Content-Type: application/json
      Content-Length: %d

      """
          .replace("\n", "\r\n");

  private final ByteBuffer bytes;

  private Request(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  static Request post(Login login, String path, String body) {
    return of("POST", login, path, body);
  }

  static Request get(Login login, String path) {
    return of("GET", login, path, "");
  }

  static Request delete(Login login, String path) {
    return of("DELETE", login, path, "");
  }

  private static Request of(String method, Login login, String path, String body) {
    byte[] content = body.getBytes(UTF_8);
    byte[] head =
        HEAD.formatted(method, path, login.authorization(), content.length).getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(head.length + content.length);
    return new Request(bytes.put(head).put(content).flip());
  }

  /** A copy that says something else of the same length in one place. */
  Request with(String place, String instead) {
    // One byte is one character there.
    int at = ISO_8859_1.decode(bytes()).toString().indexOf(place);
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes()).flip();
    return new Request(copy.put(at, instead.getBytes(UTF_8)));
  }

  /** All of it, to be written from the beginning. */
  ByteBuffer bytes() {
    return bytes.duplicate();
  }
}

package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

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

  private final byte[] bytes;

  private Request(byte[] bytes) {
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
    int length = body.getBytes(UTF_8).length;
    String head = HEAD.formatted(method, path, login.authorization(), length);
    return new Request((head + body).getBytes(UTF_8));
  }

  /** A copy that says something else of the same length in one place. */
  Request with(String place, String instead) {
    // One byte is one character there.
    int at = new String(bytes, ISO_8859_1).indexOf(place);
    byte[] copy = bytes.clone();
    System.arraycopy(instead.getBytes(UTF_8), 0, copy, at, instead.length());
    return new Request(copy);
  }

  /** All of it, to be written once. */
  ByteBuf buffer() {
    return Unpooled.wrappedBuffer(bytes);
  }
}

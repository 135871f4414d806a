package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The request that makes a WebSocket of a connection, and the answer to it. */
final class Upgrade {
  private static final String HEAD =
      """
      GET %s HTTP/1.1
      Host: 127.0.0.1
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Key: %s
      Sec-WebSocket-Version: 13

      """
          .replace("\n", "\r\n");

  /** RFC 6455 says so. */
  private static final String PROOF = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final String END = "\r\n\r\n";

  private final String path;
  private final String key;
  private byte[] answer = new byte[0];

  Upgrade(String path) {
    this.path = path;
    byte[] random = new byte[16];
    ThreadLocalRandom.current().nextBytes(random);
    key = Base64.getEncoder().encodeToString(random);
  }

  ByteBuffer request() {
    return ByteBuffer.wrap(HEAD.formatted(path, key).getBytes(US_ASCII));
  }

  /**
   * Takes bytes of the answer, and leaves those of the first frames.
   *
   * @return whether that was all of it
   */
  boolean take(ByteBuffer more) {
    int before = answer.length;
    answer = Arrays.copyOf(answer, before + more.remaining());
    more.get(answer, before, more.remaining());
    int end = new String(answer, US_ASCII).indexOf(END);
    if (end < 0) {
      return false;
    }
    more.position(more.position() - (answer.length - end - END.length()));
    check(new String(answer, 0, end, US_ASCII));
    return true;
  }

  private void check(String head) {
    if (!head.startsWith("HTTP/1.1 101 ") || !head.contains(": " + accepted())) {
      throw new BenchmarkFailure("The server did not take a WebSocket: " + head);
    }
    if (head.toLowerCase(Locale.ROOT).contains("sec-websocket-extensions")) {
      throw new BenchmarkFailure("The server wants extensions that nobody offered: " + head);
    }
  }

  private String accepted() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + PROOF).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

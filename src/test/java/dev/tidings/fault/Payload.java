package dev.tidings.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * The data of a message: its name, a blank, and filler that the checker does not know, only its
 * hash.
 *
 * @param msg run, publisher and number
 * @param text all of it, one byte a character
 */
record Payload(String msg, String text) {
  private static final int MOST_FILLER = 2_000;

  /** Mostly short. */
  static Payload of(String msg, Random random) {
    int length = random.nextInt(10) == 0 ? random.nextInt(MOST_FILLER) : random.nextInt(100);
    StringBuilder text = new StringBuilder(msg).append(' ');
    random.ints(length, ' ', '~' + 1).forEach(text::appendCodePoint);
    return new Payload(msg, text.toString());
  }

  /** What came out of a queue, whatever became of it. */
  static Payload read(byte[] data) {
    String text = new String(data, ISO_8859_1);
    return new Payload(text.split(" ", 2)[0], text);
  }

  byte[] bytes() {
    return bytes(text);
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  String sha() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

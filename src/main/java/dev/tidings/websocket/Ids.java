package dev.tidings.websocket;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of what the server sends by itself. */
final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** 24 hexadecimal digits that nobody can guess. */
  static String next() {
    return random(24);
  }

  static String random(int digits) {
    byte[] bytes = new byte[digits / 2];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

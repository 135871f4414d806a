package dev.tidings.transport.websocket.service;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of what the server sends by itself. */
public final class RandomIds {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomIds() {}

  /** 24 hexadecimal digits that nobody can guess. */
  public static String next() {
    return random(24);
  }

  public static String random(int digits) {
    byte[] bytes = new byte[digits / 2];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

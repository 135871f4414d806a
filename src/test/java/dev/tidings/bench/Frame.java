package dev.tidings.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Frames of RFC 6455 as clients send them, which means masked. */
final class Frame {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int IN_TWO_BYTES = 126;
  private static final int MAX_SHORT = 125;
  private static final int MAX = 65_535;
  private static final int MASK_LENGTH = 4;

  private Frame() {}

  /** A whole message or control frame, ready to be sent. */
  static ByteBuffer of(int opcode, byte[] payload) {
    if (payload.length > MAX) {
      throw new IllegalArgumentException("Too long for a client: " + payload.length);
    }
    boolean isShort = payload.length <= MAX_SHORT;
    ByteBuffer frame =
        ByteBuffer.allocate((isShort ? 2 : 4) + MASK_LENGTH + payload.length)
            .put((byte) (FINAL | opcode))
            .put((byte) (MASKED | (isShort ? payload.length : IN_TWO_BYTES)));
    if (!isShort) {
      frame.putShort((short) payload.length);
    }
    byte[] mask = new byte[MASK_LENGTH];
    ThreadLocalRandom.current().nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i % MASK_LENGTH]));
    }
    return frame.flip();
  }
}

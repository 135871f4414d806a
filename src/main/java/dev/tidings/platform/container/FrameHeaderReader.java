package dev.tidings.platform.container;

import java.nio.ByteBuffer;

/** Reads how long frames are (RFC 6455) from the bytes that come in on one connection. */
final class FrameHeaderReader {
  private static final int LENGTH_BITS = 0x7f;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int LONGEST_HEAD = 14;

  private final ByteBuffer head = ByteBuffer.allocate(LONGEST_HEAD);
  private long payloadToCome;

  /** Whether a frame that begins in the bytes is longer than that; leaves them as they are. */
  boolean isLongerThan(int most, ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      if (payloadToCome > 0) {
        skip(rest);
      } else {
        head.put(rest.get());
        if (isHeadWhole()) {
          payloadToCome = length();
          head.clear();
        }
        // A length beyond what a long can hold shows as a negative one.
        if (payloadToCome < 0 || payloadToCome > most) {
          return true;
        }
      }
    }
    return false;
  }

  private void skip(ByteBuffer rest) {
    int skipped = (int) Math.min(payloadToCome, rest.remaining());
    rest.position(rest.position() + skipped);
    payloadToCome -= skipped;
  }

  private boolean isHeadWhole() {
    if (head.position() < 2) {
      return false;
    }
    int size = head.get(1) & LENGTH_BITS;
    int ofLength = size == TWO_BYTES ? Short.BYTES : size == EIGHT_BYTES ? Long.BYTES : 0;
    int ofMask = head.get(1) < 0 ? Integer.BYTES : 0;
    return head.position() == 2 + ofLength + ofMask;
  }

  private long length() {
    int size = head.get(1) & LENGTH_BITS;
    return size == TWO_BYTES
        ? Short.toUnsignedInt(head.getShort(2))
        : size == EIGHT_BYTES ? head.getLong(2) : size;
  }
}

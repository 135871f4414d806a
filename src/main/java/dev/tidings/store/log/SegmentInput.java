package dev.tidings.store.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Reads what {@link SegmentOutput} wrote. */
final class SegmentInput {
  private static final int SEVEN_BITS = 0x7f;
  private static final int BYTE = 0xff;

  private final byte[] bytes;
  private int next;

  SegmentInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return next;
  }

  void moveTo(int position) throws DamagedContentException {
    if (position < 0 || position > bytes.length) {
      throw tooShort();
    }
    next = position;
  }

  private static DamagedContentException tooShort() {
    return new DamagedContentException("it is too short");
  }

  private int take(long count) throws DamagedContentException {
    if (count < 0 || count > bytes.length - next) {
      throw tooShort();
    }
    int from = next;
    next += (int) count;
    return from;
  }

  int readByte() throws DamagedContentException {
    return bytes[take(1)] & BYTE;
  }

  int readInt() throws DamagedContentException {
    int from = take(Integer.BYTES);
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = (value << Byte.SIZE) | (bytes[from + i] & BYTE);
    }
    return value;
  }

  long readLong() throws DamagedContentException {
    long high = readInt();
    return (high << Integer.SIZE) | (readInt() & 0xffff_ffffL);
  }

  long readNumber() throws DamagedContentException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int one = readByte();
      value |= (long) (one & SEVEN_BITS) << shift;
      if (one <= SEVEN_BITS) {
        return value;
      }
    }
    throw new DamagedContentException("it holds a number that has no end");
  }

  String readText() throws DamagedContentException {
    long length = readNumber();
    int from = take(length);
    return new String(bytes, from, next - from, UTF_8);
  }

  byte[] readBytes(long count) throws DamagedContentException {
    int from = take(count);
    return Arrays.copyOfRange(bytes, from, next);
  }
}

package dev.tidings.store.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes that grow, with the few forms of values that the content of a segment has. */
final class SegmentOutput {
  private static final int FIRST_SIZE = 1_024;
  private static final long SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  int size() {
    return size;
  }

  /** Forgets what is behind the first {@code newSize} bytes. */
  void truncate(int newSize) {
    size = newSize;
  }

  SegmentOutput addByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  SegmentOutput addInt(int value) {
    reserve(Integer.BYTES);
    setInt(size, value);
    size += Integer.BYTES;
    return this;
  }

  /** Writes a number over four bytes that are there already. */
  void setInt(int at, int value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[at + i] = (byte) (value >>> (Integer.SIZE - Byte.SIZE * (i + 1)));
    }
  }

  SegmentOutput addLong(long value) {
    addInt((int) (value >>> Integer.SIZE));
    return addInt((int) value);
  }

  /** A number, of which most are small and none is negative: seven bits a byte, low ones first. */
  SegmentOutput addNumber(long value) {
    long rest = value;
    while ((rest & ~SEVEN_BITS) != 0) {
      addByte((int) (rest & SEVEN_BITS) | MORE);
      rest >>>= 7;
    }
    return addByte((int) rest);
  }

  SegmentOutput addText(String text) {
    byte[] encoded = text.getBytes(UTF_8);
    return addNumber(encoded.length).addBytes(encoded);
  }

  SegmentOutput addBytes(byte[] some) {
    return addBytes(some, some.length);
  }

  SegmentOutput addAll(SegmentOutput other) {
    return addBytes(other.bytes, other.size);
  }

  private SegmentOutput addBytes(byte[] some, int length) {
    reserve(length);
    System.arraycopy(some, 0, bytes, size, length);
    size += length;
    return this;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}

package dev.tidings.transport.stream;

/**
 * One line of a stream.
 *
 * @param number counted from 1, with those that are empty
 * @param bytes without the line feed; empty where the line is too long
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and handed on as it is.
record StreamLine(long number, byte[] bytes, boolean isTooLong) {
  /** What a line takes in memory besides its bytes. */
  private static final long OVERHEAD = 64;

  long size() {
    return bytes.length + OVERHEAD;
  }
}

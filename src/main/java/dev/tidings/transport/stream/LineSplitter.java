package dev.tidings.transport.stream;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Makes lines of the bytes of a stream. Empty ones are counted and left out. Of a line that is too
 * long, the rest is skipped. Used by one thread at a time.
 */
final class LineSplitter {
  private final int limit;
  private final Consumer<StreamLine> lines;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean isTooLong;
  private long number;

  /**
   * Of one stream.
   *
   * @param limit the most bytes of a line
   */
  LineSplitter(int limit, Consumer<StreamLine> lines) {
    this.limit = limit;
    this.lines = lines;
  }

  void accept(byte[] bytes, int count) {
    int from = 0;
    for (int at = 0; at < count; at++) {
      if (bytes[at] == '\n') {
        add(bytes, from, at - from);
        endLine();
        from = at + 1;
      }
    }
    add(bytes, from, count - from);
  }

  /** The last line may lack its line feed. */
  void end() {
    if (begun.size() > 0 || isTooLong) {
      endLine();
    }
  }

  private void add(byte[] bytes, int from, int count) {
    if (!isTooLong && begun.size() + (long) count > limit) {
      isTooLong = true;
      begun.reset();
    } else if (!isTooLong) {
      begun.write(bytes, from, count);
    }
  }

  private void endLine() {
    number++;
    byte[] line = begun.toByteArray();
    begun.reset();
    if (isTooLong || !isBlank(line)) {
      lines.accept(new StreamLine(number, line, isTooLong));
    }
    isTooLong = false;
  }

  private static boolean isBlank(byte[] line) {
    for (byte octet : line) {
      if (octet != ' ' && octet != '\t' && octet != '\r') {
        return false;
      }
    }
    return true;
  }
}

package dev.tidings.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Takes the frames of one WebSocket (RFC 6455) out of the bytes that the server sends on it. */
final class FrameParser {
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int RESERVED = 0x70;
  private static final int MAX_CONTROL = 125;
  private static final int IN_TWO_BYTES = 126;
  private static final int IN_EIGHT_BYTES = 127;
  private static final int UNKNOWN = -1;

  private byte[] bytes = new byte[256];
  private int length;
  private int next;

  /** The fragments of a message so far. */
  private Optional<byte[]> begun = Optional.empty();

  /** Takes what the server says. Whatever else comes ends the run. */
  interface Reader {
    void text(Content text);

    void ping(byte[] payload);

    void close(int code, String reason);
  }

  /** Takes bytes, and gives the reader what they complete. */
  void take(ByteBuffer more, Reader reader) {
    append(more);
    for (int end = endOfFrame(); end != UNKNOWN; end = endOfFrame()) {
      int begin = next;
      next = end;
      read(begin, reader);
    }
    System.arraycopy(bytes, next, bytes, 0, length - next);
    length -= next;
    next = 0;
  }

  private void append(ByteBuffer more) {
    int count = more.remaining();
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
    more.get(bytes, length, count);
    length += count;
  }

  private int endOfFrame() {
    if (length - next < 2) {
      return UNKNOWN;
    }
    int first = bytes[next + 1] & 0x7F;
    if (length - next < headLength(first)) {
      return UNKNOWN;
    }
    long end = next + headLength(first) + payloadLength(first);
    return end <= length ? (int) end : UNKNOWN;
  }

  private static int headLength(int first) {
    return switch (first) {
      case IN_TWO_BYTES -> 4;
      case IN_EIGHT_BYTES -> 10;
      default -> 2;
    };
  }

  private long payloadLength(int first) {
    ByteBuffer head = ByteBuffer.wrap(bytes);
    return switch (first) {
      case IN_TWO_BYTES -> head.getShort(next + 2) & 0xFFFF;
      case IN_EIGHT_BYTES -> head.getLong(next + 2);
      default -> first;
    };
  }

  private void read(int begin, Reader reader) {
    int first = bytes[begin] & 0xFF;
    int second = bytes[begin + 1] & 0xFF;
    if ((first & RESERVED) != 0 || (second & MASKED) != 0) {
      throw new BenchmarkFailure("The server sent a frame with bits that nobody agreed upon");
    }
    int from = begin + headLength(second & 0x7F);
    boolean isFinal = (first & FINAL) != 0;
    int opcode = first & 0x0F;
    if (opcode >= Frame.CLOSE && (!isFinal || next - from > MAX_CONTROL)) {
      throw new BenchmarkFailure("The server sent a control frame that is none: " + opcode);
    }
    read(opcode, isFinal, from, reader);
  }

  private void read(int opcode, boolean isFinal, int from, Reader reader) {
    switch (opcode) {
      case Frame.TEXT, Frame.CONTINUATION ->
          readPart(opcode == Frame.CONTINUATION, isFinal, from, reader);
      case Frame.PING -> reader.ping(Arrays.copyOfRange(bytes, from, next));
      case Frame.CLOSE -> readClose(from, reader);
      default -> throw new BenchmarkFailure("The server sent a frame of type " + opcode);
    }
  }

  private void readPart(boolean goesOn, boolean isFinal, int from, Reader reader) {
    if (goesOn != begun.isPresent()) {
      throw new BenchmarkFailure("The server mixed two messages");
    }
    if (!goesOn && isFinal) {
      reader.text(new Content(bytes, from, next));
      return;
    }
    byte[] before = begun.orElse(new byte[0]);
    byte[] joined = Arrays.copyOf(before, before.length + next - from);
    System.arraycopy(bytes, from, joined, before.length, next - from);
    begun = isFinal ? Optional.empty() : Optional.of(joined);
    if (isFinal) {
      reader.text(new Content(joined, 0, joined.length));
    }
  }

  private void readClose(int from, Reader reader) {
    boolean hasCode = next - from >= 2;
    reader.close(
        hasCode ? ByteBuffer.wrap(bytes).getShort(from) & 0xFFFF : 0,
        hasCode ? new Content(bytes, from + 2, next).body() : "");
  }
}

package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Puts the answers of one connection together, one after the other, from the bytes it brings. */
final class AnswerParser {
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final String LENGTH = "content-length: ";
  private static final String CLOSE = "connection: close";
  private static final int CRLF = 2;
  private static final int UNKNOWN = -1;

  private byte[] bytes = new byte[4_096];
  private int length;
  private int bodyStart;
  private int status;
  private boolean isChunked;
  private boolean isLast;

  /** Where the body has ended; in chunks, where what is together of it ends. */
  private int bodyEnd;

  /** Where the next chunk begins with its size. */
  private int nextChunk;

  AnswerParser() {
    startAnew();
  }

  private void startAnew() {
    length = 0;
    bodyStart = UNKNOWN;
  }

  /** Takes bytes; with the last ones of an answer comes the answer. */
  Optional<Answer> take(ByteBuffer more) {
    int count = more.remaining();
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
    more.get(bytes, length, count);
    length += count;
    if (bodyStart == UNKNOWN) {
      readHead(Math.max(0, length - count - 3));
    }
    if (bodyStart == UNKNOWN || !isComplete()) {
      return Optional.empty();
    }
    Answer answer = new Answer(status, bytes, bodyStart, bodyEnd);
    startAnew();
    return Optional.of(answer);
  }

  /** Whether the server closes the connection after the answer that was read. */
  boolean isLast() {
    return isLast;
  }

  private void readHead(int from) {
    int end = endOfHead(from);
    if (end == UNKNOWN) {
      return;
    }
    String head = new String(bytes, 0, end, US_ASCII).toLowerCase(Locale.ROOT);
    status = Integer.parseInt(head, 9, 12, 10);
    bodyStart = end;
    isChunked = head.contains(CHUNKED);
    isLast = head.contains(CLOSE);
    nextChunk = end;
    bodyEnd = isChunked ? end : end + contentLength(head);
  }

  private int endOfHead(int from) {
    for (int at = from; at + 3 < length; at++) {
      if (bytes[at] == '\r' && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
        return at + 4;
      }
    }
    return UNKNOWN;
  }

  private static int contentLength(String head) {
    int at = head.indexOf(LENGTH);
    return at < 0
        ? 0
        : Integer.parseInt(
            head, at + LENGTH.length(), head.indexOf('\r', at + LENGTH.length()), 10);
  }

  private boolean isComplete() {
    return isChunked ? joinChunks() : length >= bodyEnd;
  }

  /** Moves each chunk to where the one before it ends; tells whether the last one was there. */
  private boolean joinChunks() {
    while (true) {
      int endOfSize = endOfLine(nextChunk);
      if (endOfSize == UNKNOWN) {
        return false;
      }
      int size = Integer.parseInt(line(nextChunk, endOfSize), 16);
      int begin = endOfSize + CRLF;
      if (begin + size + CRLF > length) {
        return false;
      }
      if (size == 0) {
        return true;
      }
      System.arraycopy(bytes, begin, bytes, bodyEnd, size);
      bodyEnd += size;
      nextChunk = begin + size + CRLF;
    }
  }

  private int endOfLine(int from) {
    for (int at = from; at + 1 < length; at++) {
      if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
        return at;
      }
    }
    return UNKNOWN;
  }

  private String line(int from, int to) {
    return new String(bytes, from, to - from, US_ASCII).strip();
  }
}

package dev.tidings.platform.container;

import java.io.IOException;
import java.net.ProtocolException;

/**
 * Where a body ends, by what HTTP says of its length: so many bytes, or chunks. It is told each
 * byte that is not content, and how much content was read.
 */
final class BodyFraming {
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int LONGEST_SIZE = 15;

  private enum State {
    SIZE,
    EXTENSION,
    DATA,
    END_OF_CHUNK,
    TRAILER,
    DONE
  }

  private final boolean chunked;
  private State state;
  private long left;
  private int digits;
  private int lineLength;
  private int framingLength;

  private BodyFraming(boolean chunked, State state, long left) {
    this.chunked = chunked;
    this.state = state;
    this.left = left;
  }

  /** A body of that many bytes. */
  static BodyFraming ofLength(long length) {
    return new BodyFraming(false, length > 0 ? State.DATA : State.DONE, length);
  }

  /** A body in chunks, each after its size. */
  static BodyFraming ofChunks() {
    return new BodyFraming(true, State.SIZE, 0);
  }

  boolean isDone() {
    return state == State.DONE;
  }

  /** How many bytes of content come next; none if a byte of the framing does. */
  long contentLeft() {
    return state == State.DATA ? left : 0;
  }

  /** So many bytes of content have been read. */
  void read(int length) {
    left -= length;
    if (left == 0) {
      state = chunked ? State.END_OF_CHUNK : State.DONE;
    }
  }

  /** A byte that is not content has been read; the end of the connection is -1. */
  void accept(int octet) throws IOException {
    if (octet < 0) {
      throw new ProtocolException("The body is cut off");
    }
    if (++framingLength > LONGEST_LINE) {
      throw new ProtocolException("A chunk's head or trailer is too long");
    }
    switch (state) {
      case SIZE -> acceptSize(octet);
      case EXTENSION -> {
        if (octet == '\n') {
          beginChunk();
        }
      }
      case END_OF_CHUNK -> acceptEndOfChunk(octet);
      case TRAILER -> acceptTrailer(octet);
      default -> throw new IllegalStateException("No framing here: " + state);
    }
  }

  private void acceptSize(int octet) throws IOException {
    int digit = Character.digit(octet, 16);
    if (digit >= 0 && digits < LONGEST_SIZE) {
      left = left * 16 + digit;
      digits++;
    } else if (digits > 0 && octet == '\n') {
      beginChunk();
    } else if (digits > 0 && (octet == '\r' || octet == ';' || octet == ' ' || octet == '\t')) {
      state = State.EXTENSION;
    } else {
      throw new ProtocolException("A chunk does not begin with its size");
    }
  }

  private void beginChunk() {
    state = left > 0 ? State.DATA : State.TRAILER;
    framingLength = 0;
    lineLength = 0;
  }

  private void acceptEndOfChunk(int octet) throws IOException {
    if (octet == '\n') {
      state = State.SIZE;
      digits = 0;
      framingLength = 0;
    } else if (octet != '\r') {
      throw new ProtocolException("A chunk is longer than its size");
    }
  }

  /** An empty line ends it. */
  private void acceptTrailer(int octet) {
    if (octet == '\n' && lineLength == 0) {
      state = State.DONE;
    } else if (octet == '\n') {
      lineLength = 0;
    } else if (octet != '\r') {
      lineLength++;
    }
  }
}

package dev.tidings.security;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what a client sends, because a chunked body does not say how long it will be. */
final class LimitedInputStream extends FilterInputStream {
  private final int limit;
  private long count;

  LimitedInputStream(InputStream in, int limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    count(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long more) {
    count += more;
    if (count > limit) {
      throw tooLarge(limit);
    }
  }

  static TidingsException tooLarge(int limit) {
    return new TidingsException(
        ErrorType.BODY_TOO_LARGE,
        "The body is longer than " + limit + " bytes; send less at once.");
  }
}

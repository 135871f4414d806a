package dev.tidings.transport.http.body;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** What has arrived of a body so far. Counted, because a chunked body does not say its length. */
final class RequestBody {
  private static final int CHUNK = 8_192;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final byte[] chunk = new byte[CHUNK];
  private final int limit;

  RequestBody(int limit) {
    this.limit = limit;
  }

  /**
   * Reads as much as the stream has, without blocking, before it has a listener.
   *
   * @return whether the body is complete
   * @throws TidingsException when it is too large
   */
  boolean readAvailable(ServletInputStream in) throws IOException {
    for (int there = in.available(); there > 0; there = in.available()) {
      add(in.read(chunk, 0, Math.min(there, CHUNK)));
    }
    return in.isFinished();
  }

  /**
   * Reads from a stream that is ready.
   *
   * @return the number of bytes; negative at the end
   * @throws TidingsException when it is too large
   */
  int readReady(ServletInputStream in) throws IOException {
    int count = in.read(chunk);
    add(count);
    return count;
  }

  private void add(int count) {
    if (count > 0) {
      bytes.write(chunk, 0, count);
    }
    if (bytes.size() > limit) {
      throw tooLarge(limit);
    }
  }

  int size() {
    return bytes.size();
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  static TidingsException tooLarge(int limit) {
    return new TidingsException(
        ErrorType.BODY_TOO_LARGE,
        "The body is longer than " + limit + " bytes; send less at once.");
  }
}

package dev.tidings.transport.http.body;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads the rest of bodies on the threads of their requests, where the server cannot do it without
 * one. So that slow clients leave threads for others, few are read at once.
 */
@ApplicationScoped
class BlockingBodyReader {
  /** Payara Micro has 200 threads for requests. */
  static final int MOST = 128;

  static final int MOST_OF_ONE_ENDPOINT = 32;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Map<String, Integer> readers = new HashMap<>();
  private final LongSupplier nanoTime;
  private int all;

  /** For CDI. */
  BlockingBodyReader() {
    this(System::nanoTime);
  }

  BlockingBodyReader(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Reads until the body is complete.
   *
   * @param body what has arrived before
   * @param timeout longest that it may take; looked at whenever something arrives, or when the
   *     server waits no longer
   * @throws TidingsException when that is over, the client breaks off, the body is too large, or
   *     too many are being read
   */
  void readRest(HttpServletRequest request, RequestBody body, Duration timeout) {
    Principal caller = request.getUserPrincipal();
    String endpoint = caller == null ? "" : caller.getName();
    begin(endpoint);
    try {
      read(request, body, timeout);
    } finally {
      end(endpoint);
    }
  }

  private void read(HttpServletRequest request, RequestBody body, Duration timeout) {
    long deadline = nanoTime.getAsLong() + timeout.toNanos();
    try {
      ServletInputStream in = request.getInputStream();
      while (body.readReady(in) >= 0) {
        if (isOver(deadline)) {
          throw AsyncBodyReader.overdue(timeout);
        }
      }
    } catch (IOException failure) {
      throw isOver(deadline) ? AsyncBodyReader.overdue(timeout) : AsyncBodyReader.brokenOff();
    }
    if (body.size() < request.getContentLengthLong()) {
      throw AsyncBodyReader.brokenOff();
    }
  }

  private boolean isOver(long deadline) {
    return nanoTime.getAsLong() - deadline >= 0;
  }

  private synchronized void begin(String endpoint) {
    int own = readers.getOrDefault(endpoint, 0);
    if (all == MOST || own == MOST_OF_ONE_ENDPOINT) {
      throw TidingsException.retryLater(
          ErrorType.UNAVAILABLE,
          "Too many request bodies are on their way. Send fewer at once, or faster.",
          RETRY_AFTER);
    }
    all++;
    readers.put(endpoint, own + 1);
  }

  private synchronized void end(String endpoint) {
    all--;
    readers.computeIfPresent(endpoint, (one, count) -> count == 1 ? null : count - 1);
  }
}

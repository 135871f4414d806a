package dev.tidings.transport.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Caller;
import dev.tidings.security.CallerPrincipal;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BlockingBodyReaderTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LIMIT = 100;

  private final AtomicLong nanos = new AtomicLong();
  private final BlockingBodyReader bodies = new BlockingBodyReader(nanos::get);

  /** Runs something before each byte, and then ends or fails. */
  private static final class Slow extends ServletInputStream {
    private final Runnable beforeEach;
    private int left;

    private Slow(int left, Runnable beforeEach) {
      this.left = left;
      this.beforeEach = beforeEach;
    }

    @Override
    public int read() throws IOException {
      beforeEach.run();
      return left-- > 0 ? 'a' : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int octet = read();
      if (octet < 0) {
        return -1;
      }
      into[offset] = (byte) octet;
      return 1;
    }

    @Override
    public boolean isFinished() {
      return left < 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("It is read on the thread of the request");
    }
  }

  @Test
  void a_body_that_comes_in_time_is_read_to_its_end() {
    RequestBody body = new RequestBody(LIMIT);

    bodies.readRest(request("one", 3, new Slow(3, () -> after(1))), body, TIMEOUT);

    assertThat(body.bytes()).isEqualTo(new byte[] {'a', 'a', 'a'});
  }

  @Test
  void a_body_that_trickles_is_over_at_the_deadline() {
    assertRefused(ErrorType.BODY_TIMEOUT, request("one", 50, new Slow(50, () -> after(1))));
    assertThat(nanos.get()).isEqualTo(TIMEOUT.toNanos());
  }

  @Test
  void a_body_that_ends_early_or_is_too_long_is_refused() {
    assertRefused(ErrorType.INVALID_INPUT, request("one", 4, new Slow(3, () -> {})));
    assertRefused(ErrorType.BODY_TOO_LARGE, request("one", -1, new Slow(LIMIT + 1, () -> {})));
  }

  @Test
  void an_endpoint_reads_few_at_once_and_all_together_leave_threads() {
    int endpoints = BlockingBodyReader.MOST / BlockingBodyReader.MOST_OF_ONE_ENDPOINT;

    readWithin(
        "0",
        BlockingBodyReader.MOST_OF_ONE_ENDPOINT,
        () -> {
          assertRefused(ErrorType.UNAVAILABLE, request("0", 1, new Slow(1, () -> {})));
          readMoreEndpoints(1, endpoints);
        });

    bodies.readRest(request("0", 1, new Slow(1, () -> {})), new RequestBody(LIMIT), TIMEOUT);
  }

  private void readMoreEndpoints(int next, int endpoints) {
    if (next == endpoints) {
      assertRefused(ErrorType.UNAVAILABLE, request("another", 1, new Slow(1, () -> {})));
    } else {
      readWithin(
          Integer.toString(next),
          BlockingBodyReader.MOST_OF_ONE_ENDPOINT,
          () -> readMoreEndpoints(next + 1, endpoints));
    }
  }

  /** Has so many bodies of an endpoint read at once, each within the one before. */
  private void readWithin(String endpoint, int count, Runnable innermost) {
    if (count == 0) {
      innermost.run();
    } else {
      Runnable next = once(() -> readWithin(endpoint, count - 1, innermost));
      bodies.readRest(request(endpoint, 1, new Slow(1, next)), new RequestBody(LIMIT), TIMEOUT);
    }
  }

  private static Runnable once(Runnable action) {
    boolean[] isDone = new boolean[1];
    return () -> {
      if (!isDone[0]) {
        isDone[0] = true;
        action.run();
      }
    };
  }

  private void after(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private void assertRefused(ErrorType type, HttpServletRequest request) {
    assertThat(
            catchThrowableOfType(
                    TidingsException.class,
                    () -> bodies.readRest(request, new RequestBody(LIMIT), TIMEOUT))
                .type())
        .isEqualTo(type);
  }

  private static HttpServletRequest request(String endpoint, long length, Slow in) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            BlockingBodyReaderTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getUserPrincipal" ->
                      new CallerPrincipal(new Caller(endpoint, Role.PUB_SUB));
                  case "getContentLengthLong" -> length;
                  case "getInputStream" -> in;
                  default -> null;
                });
  }
}

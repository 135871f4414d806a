package dev.tidings.transport.http;

import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.http.filter.ApiFilter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * The caller of the request that the thread is serving, if that request passed an {@link
 * ApiFilter}. A resource runs on the thread on which its request was filtered or resumed; not every
 * server has a CDI request there.
 */
public final class CurrentCaller {
  private static final ThreadLocal<CallerPrincipal> CURRENT = new ThreadLocal<>();

  /** What serves a request. */
  @FunctionalInterface
  public interface Service {
    void run() throws IOException, ServletException;
  }

  private CurrentCaller() {}

  public static Optional<CallerPrincipal> get() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Serves a request that was checked. */
  public static void serve(HttpServletRequest checked, Service service)
      throws IOException, ServletException {
    CallerPrincipal before = CURRENT.get();
    CURRENT.set((CallerPrincipal) checked.getUserPrincipal());
    try {
      service.run();
    } finally {
      restore(before);
    }
  }

  private static void restore(CallerPrincipal before) {
    if (before == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(before);
    }
  }
}

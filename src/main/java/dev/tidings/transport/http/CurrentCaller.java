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
  private static final ThreadLocal<RequestCaller> CURRENT = new ThreadLocal<>();

  /** What serves a request. */
  @FunctionalInterface
  public interface Service {
    void run() throws IOException, ServletException;
  }

  private record RequestCaller(CallerPrincipal caller, String address) {}

  private CurrentCaller() {}

  public static Optional<CallerPrincipal> get() {
    return Optional.ofNullable(CURRENT.get()).map(RequestCaller::caller);
  }

  /** Where the request comes from. */
  public static Optional<String> address() {
    return Optional.ofNullable(CURRENT.get()).map(RequestCaller::address);
  }

  /** Serves a request that was checked. */
  public static void serve(HttpServletRequest checked, Service service)
      throws IOException, ServletException {
    RequestCaller before = CURRENT.get();
    CURRENT.set(
        new RequestCaller((CallerPrincipal) checked.getUserPrincipal(), checked.getRemoteAddr()));
    try {
      service.run();
    } finally {
      restore(before);
    }
  }

  private static void restore(RequestCaller before) {
    if (before == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(before);
    }
  }
}

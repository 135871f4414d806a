package dev.tidings.platform.container;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.Optional;

/**
 * Closes the connection of a request at once, whatever waits to be sent on it. Jakarta Servlet has
 * no call for that, and neither Payara 6.2025.10 (Grizzly) nor WildFly 39.0.1 (Undertow) gives up a
 * response that its client does not take: the client would keep the connection, and a thread that
 * writes to it, for as long as it likes. On other servers nothing happens.
 */
public final class ConnectionCut {
  private static final ServerMethod GRIZZLY_CONNECTION = new ServerMethod("getConnection");
  private static final ServerMethod GRIZZLY_CLOSE = new ServerMethod("terminateSilently");
  private static final ServerMethod EXCHANGE = new ServerMethod("getExchange");
  private static final ServerMethod UNDERTOW_CONNECTION = new ServerMethod("getConnection");
  private static final ServerMethod UNDERTOW_CLOSE = new ServerMethod("close");

  private ConnectionCut() {}

  /** That of a request, on whose own thread this is called; it may be run on any. */
  public static Runnable of(ServletRequest request) {
    return PayaraRequest.packet(request)
        .flatMap(GRIZZLY_CONNECTION::call)
        .map(connection -> cut(GRIZZLY_CLOSE, connection))
        .or(() -> undertow(request).map(connection -> cut(UNDERTOW_CLOSE, connection)))
        .orElse(() -> {});
  }

  private static Optional<Object> undertow(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return EXCHANGE.call(inner).flatMap(UNDERTOW_CONNECTION::call);
  }

  private static Runnable cut(ServerMethod close, Object connection) {
    return () -> {
      var unused = close.call(connection);
    };
  }
}

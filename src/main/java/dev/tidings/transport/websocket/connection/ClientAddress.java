package dev.tidings.transport.websocket.connection;

import dev.tidings.platform.container.TyrusFrameLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.websocket.Session;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;

/**
 * Where a client is, as its name until it logs in: containers take that along from a handshake to
 * its connection. They also take along what a handshake puts into the properties of its connection,
 * but some have one map for all handshakes, and others take no notice of what filters say.
 *
 * @param getName the address
 */
public record ClientAddress(String getName, TyrusFrameLimit limit) implements Principal {
  private static final String PROPERTY = ClientAddress.class.getName();

  /** The same request, with the address for its connection. */
  public static HttpServletRequest addTo(HttpServletRequest handshake) {
    TyrusFrameLimit limit = new TyrusFrameLimit(CloseCode.TOO_BIG.reason());
    Principal address = new ClientAddress(handshake.getRemoteAddr(), limit);
    return new HttpServletRequestWrapper(limit.watch(handshake)) {
      @Override
      public Principal getUserPrincipal() {
        return address;
      }
    };
  }

  /** The same where filters are not asked. */
  public static void addTo(Map<String, Object> properties, HttpServletRequest handshake) {
    properties.put(PROPERTY, handshake.getRemoteAddr());
  }

  /** The limit for the frames of the connection, where a filter has seen it. */
  public static Optional<TyrusFrameLimit> limit(Principal principal) {
    return principal instanceof ClientAddress address
        ? Optional.of(address.limit())
        : Optional.empty();
  }

  public static String of(Session connection) {
    return connection.getUserPrincipal() instanceof ClientAddress address
        ? address.getName()
        : String.valueOf(connection.getUserProperties().get(PROPERTY));
  }
}

package dev.tidings.platform.container;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/**
 * Finds out whether a client has closed the connection on which its request waits for a response.
 *
 * <p>The defect, in Payara 6.2025.10 (Grizzly) and in WildFly 39.0.1 (Undertow): neither reads from
 * a connection while its request is suspended. A client that goes away is noticed when the response
 * is written, and its file descriptor is in use until then. {@code
 * docs/upstream/suspended-request-of-closed-connection.md} is the report.
 *
 * <p>What this gains: a request that nobody waits for can be ended early. Nothing that the client
 * has sent is lost.
 *
 * <p>On other servers, and for HTTP/2, which reads all the time, there is no probe.
 */
public interface DisconnectProbe {

  /** The probe of a suspended request; to be called on the thread of the request. */
  static Optional<DisconnectProbe> of(ServletRequest request) {
    return request.getProtocol().startsWith("HTTP/1.")
        ? GrizzlyDisconnectProbe.find(request).or(() -> UndertowDisconnectProbe.find(request))
        : Optional.empty();
  }

  /**
   * Whether the client has closed the connection, or its own direction of it. Does not wait. One
   * thread at a time calls this, while nobody reads the request or writes the response.
   */
  boolean isClosedByClient();

  /** Leaves the connection to the server; to be called before the response is written. */
  void end();
}

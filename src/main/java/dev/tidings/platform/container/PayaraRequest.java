package dev.tidings.platform.container;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.Optional;

/** What lies below a request on Payara; on other servers, nothing. */
final class PayaraRequest {
  private static final ServerMethod BELOW_FACADE = new ServerMethod("getUnwrappedCoyoteRequest");
  private static final ServerMethod OF_GRIZZLY = new ServerMethod("getCoyoteRequest");
  private static final ServerMethod PACKET = new ServerMethod("getRequest");

  private PayaraRequest() {}

  /** The connector's request, which serves one HTTP request after the other. */
  static Optional<Object> connectorRequest(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return BELOW_FACADE.call(inner);
  }

  /** The header as Grizzly has parsed it. */
  static Optional<Object> packet(ServletRequest request) {
    return connectorRequest(request).flatMap(OF_GRIZZLY::call).flatMap(PACKET::call);
  }
}

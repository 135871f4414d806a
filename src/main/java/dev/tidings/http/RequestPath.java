package dev.tidings.http;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.servlet.http.HttpServletRequest;

/** Which paths no API has, so that JAX-RS does not read something else from them. */
final class RequestPath {
  private RequestPath() {}

  /** JAX-RS would cut matrix parameters off: the request would reach another topic. */
  static void check(HttpServletRequest request) {
    if (request.getRequestURI().indexOf(';') >= 0) {
      throw new TidingsException(
          ErrorType.NOT_FOUND, "There is nothing at this address; none has a semicolon.");
    }
  }
}

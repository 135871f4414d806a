package dev.tidings.http;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.servlet.http.HttpServletRequest;

/** Browsers send the credentials that somebody once typed along with the forms of any site. */
final class RequestOrigin {
  private RequestOrigin() {}

  static void check(HttpServletRequest request) {
    if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
      throw new TidingsException(
          ErrorType.ACCESS_DENIED, "Pages of other sites may not call this server.");
    }
  }
}

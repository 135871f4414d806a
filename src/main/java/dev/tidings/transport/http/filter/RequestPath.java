package dev.tidings.transport.http.filter;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.container.UndecodableUri;
import dev.tidings.platform.container.UriPath;
import jakarta.servlet.http.HttpServletRequest;

/** Which paths no API has: those of which servers, proxies and JAX-RS read something else. */
final class RequestPath {
  private RequestPath() {}

  /**
   * Refuses them.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} or {@link ErrorType#NOT_FOUND}
   */
  static void check(HttpServletRequest request) {
    if (!isReadable(request)) {
      throw refuse(
          "must have two hexadecimal digits after each %, be UTF-8 when it is decoded, and have"
              + " neither control characters nor a backslash");
    }
    String path = request.getRequestURI();
    if (!UriPath.isPlain(path) && UriPath.of(path).hasDotSegment()) {
      throw refuse("must not have a segment that is . or .., which clients and proxies resolve");
    }
    // JAX-RS would cut matrix parameters off: the request would reach another topic.
    if (path.indexOf(';') >= 0) {
      throw new TidingsException(
          ErrorType.NOT_FOUND, "There is nothing at this address; none has a semicolon.");
    }
  }

  /** Whether it can be decoded in one way only. */
  static boolean isReadable(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !UndecodableUri.isMarked(request)
        && (UriPath.isPlain(path) || UriPath.of(path).isReadable());
  }

  private static TidingsException refuse(String rule) {
    return TidingsException.invalid("path", rule);
  }
}

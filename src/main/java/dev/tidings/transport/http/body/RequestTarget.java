package dev.tidings.transport.http.body;

import jakarta.servlet.http.HttpServletRequest;

/** What a request is sent to, kept while servers change it for a dispatch. */
record RequestTarget(
    String requestUri, String requestUrl, String servletPath, String pathInfo, String query) {

  static RequestTarget of(HttpServletRequest request) {
    return new RequestTarget(
        request.getRequestURI(),
        request.getRequestURL().toString(),
        request.getServletPath(),
        request.getPathInfo(),
        request.getQueryString());
  }

  /** An address of the same servlet. */
  String dispatchPath() {
    return servletPath + "/body";
  }
}

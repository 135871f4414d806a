package dev.tidings.transport.http.body;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A request that goes on when its body is complete, under the path and the query that the client
 * sent: servers would decode them twice, so they dispatch to an address below the servlet instead.
 */
final class ResumedRequest extends BufferedRequest {
  private final RequestTarget target;

  ResumedRequest(HttpServletRequest request, RequestTarget target, byte[] body) {
    super(request, body);
    this.target = target;
  }

  @Override
  public String getRequestURI() {
    return target.requestUri();
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(target.requestUrl());
  }

  @Override
  public String getServletPath() {
    return target.servletPath();
  }

  @Override
  public String getPathInfo() {
    return target.pathInfo();
  }

  @Override
  public String getQueryString() {
    return target.query();
  }
}

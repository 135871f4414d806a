package dev.tidings.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A handshake at the address of the endpoint, for one that came with a slash behind it: some
 * clients add one, and an endpoint has one address only.
 */
final class TrailingSlashRequest extends HttpServletRequestWrapper {
  private TrailingSlashRequest(HttpServletRequest handshake) {
    super(handshake);
  }

  static HttpServletRequest of(HttpServletRequest handshake) {
    return Handshake.PATH_WITH_SLASH.equals(handshake.getServletPath())
        ? new TrailingSlashRequest(handshake)
        : handshake;
  }

  @Override
  public String getRequestURI() {
    return getContextPath() + Handshake.PATH;
  }

  @Override
  public StringBuffer getRequestURL() {
    StringBuffer url = new StringBuffer(super.getRequestURL());
    url.setLength(url.length() - (super.getRequestURI().length() - getRequestURI().length()));
    return url;
  }

  @Override
  public String getServletPath() {
    return Handshake.PATH;
  }
}

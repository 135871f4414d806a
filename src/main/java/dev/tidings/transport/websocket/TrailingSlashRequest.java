package dev.tidings.transport.websocket;

import dev.tidings.transport.http.HttpPath;
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
    return HandshakeRules.PATH_WITH_SLASH.equals(HttpPath.decodedBelow(handshake))
        ? new TrailingSlashRequest(handshake)
        : handshake;
  }

  @Override
  public String getRequestURI() {
    return getContextPath() + getServletPath();
  }

  @Override
  public StringBuffer getRequestURL() {
    StringBuffer url = new StringBuffer(super.getRequestURL());
    url.setLength(url.length() - (super.getRequestURI().length() - getRequestURI().length()));
    return url;
  }

  @Override
  public String getServletPath() {
    return HttpPath.in(getServletContext()) + HandshakeRules.PATH;
  }

  @Override
  public String getPathInfo() {
    return null;
  }
}

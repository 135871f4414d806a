package dev.tidings.platform.container;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends the body of a request that offers to change the protocol, as HTTP says that it ends.
 *
 * <p>The defect, in Grizzly 4.0 as in Payara 6.2025.10: a header {@code Upgrade}, whatever it
 * offers, makes Grizzly pass everything that comes on the connection as the body. It knows no end
 * then, neither by {@code Content-Length} nor by chunks, and whoever reads the body waits until the
 * connection times out after 30 seconds. Java's own HTTP client and {@code curl --http2} offer
 * {@code h2c} with each request.
 *
 * <p>What this gains: the offer is ignored, as HTTP wants it, and the request has its answer at
 * once. Grizzly closes the connection after it. Where it has accepted the offer and changed to
 * HTTP/2, it knows the end of the body itself.
 *
 * <p>Where Grizzly does not say that it ignores lengths, as on other servers, requests pass as they
 * are.
 */
public class UpgradeBodyFilter implements Filter {
  private static final ServerMethod IGNORES_LENGTH = new ServerMethod("isIgnoreContentModifiers");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        isUnframed(request) ? new FramedRequest((HttpServletRequest) request) : request, response);
  }

  private static boolean isUnframed(ServletRequest request) {
    return request instanceof HttpServletRequest http
        && http.getHeader("Upgrade") != null
        && PayaraRequest.packet(request).flatMap(IGNORES_LENGTH::call).equals(Optional.of(true));
  }
}

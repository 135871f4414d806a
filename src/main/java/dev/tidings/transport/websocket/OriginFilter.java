package dev.tidings.transport.websocket;

import dev.tidings.transport.http.filter.Origins;
import dev.tidings.transport.websocket.connection.ClientAddress;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells pages of other sites that they are forbidden. They are without it, but some servers then
 * say that there is nothing here. Where it is asked, it also takes the addresses of clients along.
 */
public class OriginFilter implements Filter {
  @Inject private Origins origins;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest handshake = (HttpServletRequest) request;
    if (origins.mayConnect(handshake)) {
      HttpServletRequest known = ClientAddress.addTo(TrailingSlashRequest.of(handshake));
      chain.doFilter(known, response);
      ClientAddress.limit(known.getUserPrincipal())
          .ifPresent(limit -> limit.begin(SessionLimits.MAX_MESSAGE_BEFORE_LOGIN));
    } else {
      ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }
}

package dev.tidings.transport.rest;

import dev.tidings.security.Caller;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.http.HttpPath;
import dev.tidings.transport.http.ProblemResponse;
import dev.tidings.transport.http.filter.ApiFilter;
import dev.tidings.transport.http.filter.SessionRequests;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;

/**
 * Checks what goes to the native API and to the administration, and refuses with problems. Whoever
 * asks for the health of the node may do so without credentials. Streams are served here, the rest
 * by resources.
 */
public class NativeApiFilter extends ApiFilter {
  private static final String HEALTH = "/api/v1/health/";

  /** One that no browser knows: for those that it knows, it opens a dialogue. */
  private static final String CHALLENGE_TO_PAGES = "Session realm=\"Tidings\"";

  @Inject private SessionRequests sessionRequests;
  @Inject private PublishStreamRoute publishStreams;
  @Inject private DeliveryStreamRoute deliveryStreams;

  @Override
  protected Optional<CallerPrincipal> callerWithoutPassword(HttpServletRequest request) {
    return sessionRequests.caller(request);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isProbe((HttpServletRequest) request)) {
      chain.doFilter(request, response);
    } else {
      super.doFilter(request, response, chain);
    }
  }

  private static boolean isProbe(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && HttpPath.decodedBelow(request).startsWith(HEALTH);
  }

  @Override
  protected Response refusal(Throwable thrown, HttpServletRequest request) {
    Response refusal = ProblemResponse.of(thrown, request);
    if (refusal.getHeaders().containsKey(HttpHeaders.WWW_AUTHENTICATE)
        && SessionRequests.isOfAPage(request)) {
      refusal.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE_TO_PAGES);
    }
    return refusal;
  }

  @Override
  protected boolean serveStream(HttpServletRequest checked, HttpServletResponse response)
      throws IOException {
    Caller caller = ((CallerPrincipal) checked.getUserPrincipal()).caller();
    if (publishStreams.isFor(checked)) {
      publishStreams.serve(checked, response, caller);
      return true;
    }
    if (deliveryStreams.isFor(checked)) {
      deliveryStreams.serve(checked, response, caller);
      return true;
    }
    return false;
  }
}

package dev.tidings.transport.rest;

import dev.tidings.transport.http.HttpPath;
import dev.tidings.transport.http.ProblemResponse;
import dev.tidings.transport.http.filter.ApiFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/**
 * Checks what goes to the native API and to the administration, and refuses with problems. Whoever
 * asks for the health of the node may do so without credentials.
 */
public class NativeApiFilter extends ApiFilter {
  private static final String HEALTH = "/api/v1/health/";

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
    return ProblemResponse.of(thrown, request.getRequestURI());
  }
}

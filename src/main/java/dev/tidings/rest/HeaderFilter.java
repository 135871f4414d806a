package dev.tidings.rest;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Puts on every answer what keeps browsers from guessing, framing, and keeping what is not theirs.
 */
@WebFilter(
    urlPatterns = "/*",
    asyncSupported = true,
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class HeaderFilter implements Filter {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    answer.setHeader("Referrer-Policy", "no-referrer");
    if (isPrivate((HttpServletRequest) request)) {
      answer.setHeader("Cache-Control", "no-store");
    }
    chain.doFilter(request, response);
  }

  /** Everything but the pages that are the same for everybody. */
  private static boolean isPrivate(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return path.startsWith("/api/")
        || path.startsWith("/zato/")
        || request.getDispatcherType() == DispatcherType.ERROR;
  }
}

package dev.tidings.http;

import dev.tidings.wire.Disconnection;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Stands before everything that no {@link ApiFilter} has served: refuses unreadable paths, some of
 * which servlets of the server answer with success, and lets clients leave while a page is sent.
 */
public class PathFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (RequestPath.isReadable((HttpServletRequest) request)) {
      chain.doFilter(request, isServed(request) ? response : quiet(request, response));
    } else {
      ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  /** Whether an API has begun to answer, or a WebSocket begins. */
  private static boolean isServed(ServletRequest request) {
    return Disconnection.of(request) != null
        || ((HttpServletRequest) request).getHeader("Upgrade") != null;
  }

  private static ServletResponse quiet(ServletRequest request, ServletResponse response) {
    return new QuietResponse((HttpServletResponse) response, Disconnection.begin(request));
  }
}

package dev.tidings.transport.http.filter;

import dev.tidings.platform.container.MalformedHost;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Refuses what HTTP forbids and servers let through, each in its own way: what one takes for the
 * body of a request is the next request to another, and a proxy in front may be that other. The
 * connection ends, because nobody knows where on it the next request begins.
 */
public class HttpRulesFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest received = (HttpServletRequest) request;
    if (!isFramingKnown(received)) {
      refuse((HttpServletResponse) response, HttpServletResponse.SC_NOT_IMPLEMENTED);
    } else if (values(received, "Host").size() > 1 || MalformedHost.isMarked(request)) {
      refuse((HttpServletResponse) response, HttpServletResponse.SC_BAD_REQUEST);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** No server here undoes any coding but chunked. */
  private static boolean isFramingKnown(HttpServletRequest request) {
    List<String> codings = values(request, "Transfer-Encoding");
    return codings.isEmpty()
        || (codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked"));
  }

  private static void refuse(HttpServletResponse response, int status) throws IOException {
    response.setHeader("Connection", "close");
    response.sendError(status);
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}

package dev.tidings.transport.http.filter;

import dev.tidings.transport.http.ClientDisconnect;
import dev.tidings.transport.http.body.RequestBodies;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Stands before the pages and before WebSockets, which no {@link ApiFilter} serves. Servlets of the
 * server answer unreadable paths and any method with success, wait for bodies that nobody reads,
 * and log a stack trace for each client that leaves.
 */
public class PathFilter implements Filter {
  private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest received = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    if (isOfAnApi(request)) {
      chain.doFilter(request, response);
      return;
    }
    boolean isBodyOutstanding = endConnectionAfterBody(received, answer);
    if (!RequestPath.isReadable(received)
        || (isBodyOutstanding && received.getHeader("Upgrade") != null)) {
      answer.sendError(HttpServletResponse.SC_BAD_REQUEST);
    } else if (!METHODS.contains(received.getMethod())) {
      answer.setHeader("Allow", String.join(", ", METHODS));
      answer.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else {
      chain.doFilter(request, quiet(received, answer));
    }
  }

  /** WildFly would wait for the rest, on one of the threads that serve everybody. */
  private static boolean endConnectionAfterBody(
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean isOutstanding = !RequestBodies.hasArrived(request);
    if (isOutstanding) {
      response.setHeader("Connection", "close");
    }
    return isOutstanding;
  }

  /** Whether the filter of an API has passed the request on. */
  private static boolean isOfAnApi(ServletRequest request) {
    return ClientDisconnect.of(request) != null;
  }

  /** A WebSocket has no response that could be written later. */
  private static ServletResponse quiet(HttpServletRequest request, HttpServletResponse response) {
    return request.getHeader("Upgrade") == null
        ? new DisconnectTolerantResponse(response, ClientDisconnect.begin(request))
        : response;
  }
}

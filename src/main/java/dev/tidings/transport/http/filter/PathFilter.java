package dev.tidings.transport.http.filter;

import dev.tidings.transport.http.ClientDisconnect;
import dev.tidings.transport.http.body.RequestBodies;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.Set;

/**
 * Stands before what no {@link ApiFilter} serves. Unreadable paths are refused, because servlets of
 * the server answer some of them with success. Before pages and WebSockets it does more: the
 * server's servlet for pages answers every method with success, waits for bodies that nobody reads,
 * and logs a stack trace for each client that leaves. Servlets of a host application are left
 * alone.
 */
public class PathFilter implements Filter {
  private static final Set<String> WRITING = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** How the names of the pages that servlets of Tidings make begin. */
  private static final Set<String> OURS =
      Set.of("dev.tidings.transport.", "dev.tidings.platform.ops.");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest received = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    if (isOfAnApi(request)) {
      chain.doFilter(request, response);
    } else if (!RequestPath.isReadable(received)) {
      answer.sendError(HttpServletResponse.SC_BAD_REQUEST);
    } else if (isPage(received.getHttpServletMapping())) {
      serve(received, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void serve(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean isBodyOutstanding = !RequestBodies.hasArrived(request);
    boolean isUpgrade = request.getHeader("Upgrade") != null;
    if (isBodyOutstanding) {
      // WildFly would wait for the rest, on one of the threads that serve everybody.
      response.setHeader("Connection", "close");
    }
    // A WebSocket has no response that could be written later.
    HttpServletResponse answer = isUpgrade ? response : tolerant(request, response);
    if (WRITING.contains(request.getMethod())) {
      answer.setHeader("Allow", "GET, HEAD, OPTIONS");
      answer.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else if (isUpgrade && isBodyOutstanding) {
      answer.sendError(HttpServletResponse.SC_BAD_REQUEST);
    } else {
      chain.doFilter(request, answer);
    }
  }

  /** Whether the filter of an API has passed the request on. */
  private static boolean isOfAnApi(ServletRequest request) {
    return ClientDisconnect.of(request) != null;
  }

  /**
   * Whether it is for the server's servlet for pages, where WebSockets are, too, or one of ours.
   */
  private static boolean isPage(HttpServletMapping mapping) {
    MappingMatch match = mapping.getMappingMatch();
    return match == null
        || match == MappingMatch.DEFAULT
        || match == MappingMatch.CONTEXT_ROOT
        || OURS.stream().anyMatch(mapping.getServletName()::startsWith);
  }

  private static HttpServletResponse tolerant(
      HttpServletRequest request, HttpServletResponse response) {
    return new PageResponse(
        request, new DisconnectTolerantResponse(response, ClientDisconnect.begin(request)));
  }
}

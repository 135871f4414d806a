package dev.tidings.transport.rest;

import dev.tidings.platform.ops.ConsolePath;
import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Puts on every answer what keeps browsers from guessing, framing, and keeping what is not theirs.
 * What becomes a WebSocket is no page, and its headers stay in memory as long as it does.
 */
public class HeaderFilter implements Filter {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** Besides, no text of a page of the console or the documentation ever becomes markup or code. */
  private static final String CONSOLE_POLICY =
      CONTENT_SECURITY_POLICY
          + "; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

  private static final String DOCUMENTATION = "/docs/";

  /** It has code of others, which makes markup of texts. */
  private static final String API_REFERENCE = "/docs/reference.html";

  private static final Set<String> WEBSOCKET = Set.of("/ws", "/ws/");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!isUpgrade((HttpServletRequest) request)) {
      addTo((HttpServletResponse) response, isPrivate((HttpServletRequest) request));
      if (isOurCodeOnly(HttpPath.below((HttpServletRequest) request))) {
        addForConsole((HttpServletResponse) response);
      }
    }
    chain.doFilter(request, response);
  }

  private static boolean isOurCodeOnly(String path) {
    return ConsolePath.isWithin(path)
        || (path.startsWith(DOCUMENTATION) && !path.equals(API_REFERENCE));
  }

  /**
   * Its files are many and small, and belong to one version: a browser asks whether they changed.
   */
  private static void addForConsole(HttpServletResponse answer) {
    answer.setHeader("Content-Security-Policy", CONSOLE_POLICY);
    if (!answer.containsHeader("Cache-Control")) {
      answer.setHeader("Cache-Control", "no-cache");
    }
  }

  /** One that is refused comes here once more, with its error. */
  private static boolean isUpgrade(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.REQUEST
        && WEBSOCKET.contains(HttpPath.below(request))
        && request.getHeader("Upgrade") != null;
  }

  /** Puts them on an answer, which may be kept by nobody if it is private. */
  public static void addTo(HttpServletResponse answer, boolean isPrivate) {
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    answer.setHeader("Referrer-Policy", "no-referrer");
    if (isPrivate) {
      answer.setHeader("Cache-Control", "no-store");
    }
  }

  /** Everything but the pages that are the same for everybody. */
  private static boolean isPrivate(HttpServletRequest request) {
    String path = HttpPath.below(request);
    return path.startsWith("/api/")
        || path.startsWith("/zato/")
        || request.getDispatcherType() == DispatcherType.ERROR;
  }
}

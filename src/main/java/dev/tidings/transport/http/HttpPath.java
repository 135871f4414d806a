package dev.tidings.transport.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Where the addresses of Tidings begin: at the root of an application of its own, at a path in an
 * application of somebody else.
 */
public final class HttpPath {
  private static final String ATTRIBUTE = HttpPath.class.getName();

  private HttpPath() {}

  /** Has all addresses of an application begin with a path, such as {@code /tidings}. */
  public static void set(ServletContext context, String path) {
    context.setAttribute(ATTRIBUTE, path);
  }

  /** What the path of each address begins with, as clients send it; without a slash at the end. */
  public static String root(HttpServletRequest request) {
    return request.getContextPath() + in(request.getServletContext());
  }

  /** What follows, as the client sent it. */
  public static String below(HttpServletRequest request) {
    return request.getRequestURI().substring(root(request).length());
  }

  /** What follows, decoded. */
  public static String decodedBelow(HttpServletRequest request) {
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    return path.substring(in(request.getServletContext()).length());
  }

  /** What follows the context path, without a slash at the end. */
  public static String in(ServletContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof String path ? path : "";
  }
}

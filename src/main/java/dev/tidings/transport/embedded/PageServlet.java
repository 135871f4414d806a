package dev.tidings.transport.embedded;

import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages of Tidings, which the host's own servlet for pages does not see. */
public class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String INDEX = "index.html";

  /** Only such names: none leaves the folder of the pages. */
  private static final Pattern PAGE =
      Pattern.compile("(?:/[A-Za-z0-9-]+)*/[A-Za-z0-9-]+\\.([a-z]+)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "svg", "image/svg+xml");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = HttpPath.decodedBelow(request);
    if (path.isEmpty()) {
      response.sendRedirect(HttpPath.root(request) + "/");
      return;
    }
    String page = path.endsWith("/") ? path + INDEX : path;
    Matcher name = PAGE.matcher(page);
    String type = name.matches() ? TYPES.get(name.group(1)) : null;
    if (type == null || !write(page, type, response)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static boolean write(String page, String type, HttpServletResponse response)
      throws IOException {
    try (InputStream file = PageServlet.class.getResourceAsStream("pages" + page)) {
      if (file == null) {
        return false;
      }
      response.setContentType(type);
      file.transferTo(response.getOutputStream());
      return true;
    }
  }
}

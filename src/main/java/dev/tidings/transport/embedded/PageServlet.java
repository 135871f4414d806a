package dev.tidings.transport.embedded;

import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The pages of Tidings, which the host's own servlet for pages does not see. */
public class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String INDEX = "/index.html";

  private static final Map<String, String> TYPES =
      Map.of(
          INDEX,
          "text/html;charset=UTF-8",
          "/try.html",
          "text/html;charset=UTF-8",
          "/style.css",
          "text/css;charset=UTF-8",
          "/try.css",
          "text/css;charset=UTF-8",
          "/copy.js",
          "text/javascript;charset=UTF-8",
          "/try.js",
          "text/javascript;charset=UTF-8");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = HttpPath.decodedBelow(request);
    if (path.isEmpty()) {
      response.sendRedirect(HttpPath.root(request) + "/");
      return;
    }
    String page = path.equals("/") ? INDEX : path;
    if (TYPES.containsKey(page)) {
      response.setContentType(TYPES.get(page));
      try (InputStream file = PageServlet.class.getResourceAsStream("pages" + page)) {
        file.transferTo(response.getOutputStream());
      }
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}

package dev.tidings.transport.embedded;

import dev.tidings.transport.docs.Entity;
import dev.tidings.transport.docs.FileServlet;
import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The pages of Tidings, which the host's own servlet for pages does not see. */
public class PageServlet extends FileServlet {
  private static final long serialVersionUID = 1;

  private static final String INDEX = "index.html";

  public PageServlet() {
    super("");
  }

  @Override
  protected String path(HttpServletRequest request) {
    String path = HttpPath.decodedBelow(request);
    return path.endsWith("/") ? path + INDEX : path;
  }

  @Override
  protected Optional<Entity> read(String path, String ending) throws IOException {
    try (InputStream file = PageServlet.class.getResourceAsStream("pages" + path)) {
      return file == null ? Optional.empty() : entity(ending, file.readAllBytes());
    }
  }
}

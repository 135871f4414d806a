package dev.tidings.transport.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * Serves the documentation of this version to people. A page has the address of its file, so links
 * between the files work here too.
 */
public class DocumentationServlet extends FileServlet {
  private static final long serialVersionUID = 1;

  private static final String INDEX = "/README.md";

  public DocumentationServlet() {
    super("/docs");
  }

  @Override
  protected String path(HttpServletRequest request) {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    return path.equals("/") ? INDEX : path;
  }

  /** A page of the documentation, or what the pages need. */
  @Override
  protected Optional<Entity> read(String path, String ending) throws IOException {
    Optional<byte[]> document = PackageFile.bytes("pages" + path);
    if (ending.equals("md")) {
      return document.flatMap(text -> page(path, new String(text, UTF_8)));
    }
    Optional<byte[]> content = document.isPresent() ? document : PackageFile.bytes("files" + path);
    return content.flatMap(bytes -> entity(ending, bytes));
  }

  private static Optional<Entity> page(String path, String markdown) {
    return entity("html", MarkdownPage.html(path, markdown).getBytes(UTF_8));
  }
}

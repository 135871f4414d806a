package dev.tidings.transport.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the documentation of this version to people. A page has the address of its file, so links
 * between the files work here too.
 */
public class DocumentationServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String INDEX = "/README.md";

  /** Only such names: none leaves the folder. */
  private static final Pattern NAME =
      Pattern.compile("((?:/[A-Za-z0-9-]+)*/)[A-Za-z0-9-]+\\.([a-z]+)");

  /** Besides pages. Files that are shown as they are have the type of plain text. */
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "png", "image/png",
          "cfg", "text/plain;charset=UTF-8",
          "cli", "text/plain;charset=UTF-8",
          "conf", "text/plain;charset=UTF-8",
          "service", "text/plain;charset=UTF-8",
          "txt", "text/plain;charset=UTF-8");

  private final transient EntityCache entities = new EntityCache(DocumentationServlet::entity);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    if (path == null) {
      response.sendRedirect(HttpPath.root(request) + "/docs/");
      return;
    }
    Optional<Entity> entity = entities.get(path.equals("/") ? INDEX : path);
    if (entity.isPresent()) {
      entity.get().send(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  static Optional<Entity> entity(String path) throws IOException {
    Matcher name = NAME.matcher(path);
    if (!name.matches()) {
      return Optional.empty();
    }
    Optional<byte[]> document = PackageFile.bytes("pages" + path);
    if (name.group(2).equals("md")) {
      return document.map(text -> page(path, new String(text, UTF_8)));
    }
    String type = TYPES.get(name.group(2));
    return type == null
        ? Optional.empty()
        : document.or(() -> file(path)).map(content -> Entity.of(type, content));
  }

  private static Entity page(String path, String markdown) {
    return Entity.of(TYPES.get("html"), MarkdownPage.html(path, markdown).getBytes(UTF_8));
  }

  /** What the pages need, and the page that shows the description of the HTTP APIs. */
  private static Optional<byte[]> file(String path) {
    try {
      return PackageFile.bytes("files" + path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

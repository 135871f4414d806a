package dev.tidings.transport.docs;

import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves files that are the same for everybody, and until the next deployment. */
public abstract class FileServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Only such names: none leaves the folder. */
  private static final Pattern NAME =
      Pattern.compile("(?:/[A-Za-z0-9-]+)*/[A-Za-z0-9-]+\\.([a-z]+)");

  /** By the endings of names. Files that are shown as they are have the type of plain text. */
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "png", "image/png",
          "svg", "image/svg+xml",
          "cfg", "text/plain;charset=UTF-8",
          "cli", "text/plain;charset=UTF-8",
          "conf", "text/plain;charset=UTF-8",
          "service", "text/plain;charset=UTF-8",
          "txt", "text/plain;charset=UTF-8");

  private final transient EntityCache entities = new EntityCache(this::find);
  private final String folder;

  /**
   * One for a part of the addresses.
   *
   * @param folder its address below the root, without a slash at its end
   */
  protected FileServlet(String folder) {
    this.folder = folder;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = path(request);
    if (path.isEmpty()) {
      response.sendRedirect(HttpPath.root(request) + folder + "/");
      return;
    }
    Optional<Entity> entity = entities.get(path);
    if (entity.isPresent()) {
      entity.get().send(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  final Optional<Entity> find(String path) throws IOException {
    Matcher name = NAME.matcher(path);
    return name.matches() ? read(path, name.group(1)) : Optional.empty();
  }

  /** The file that is asked for, with a slash at its beginning; empty for the folder itself. */
  protected abstract String path(HttpServletRequest request);

  /** What is in that file. */
  protected abstract Optional<Entity> read(String path, String ending) throws IOException;

  /** A file as it is, unless no file with that ending is served. */
  protected static Optional<Entity> entity(String ending, byte[] content) {
    return Optional.ofNullable(TYPES.get(ending)).map(type -> Entity.of(type, content));
  }
}

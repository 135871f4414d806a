package dev.tidings.transport.rest;

import dev.tidings.platform.ops.ConsolePath;
import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves the console at its second path, and sends who leaves out the slash at the end of one of
 * both to the folder; servers do that each in its own way.
 */
public class ConsoleFolder extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Names of files of the console; nothing that leads out of its folder. */
  private static final Pattern FILE = Pattern.compile("(?:\\w+/)*[\\w-]+(?:\\.\\w+)+");

  private static final String INDEX = "index.html";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Optional<String> path = Optional.ofNullable(request.getPathInfo());
    if (path.isEmpty()) {
      response.sendRedirect(HttpPath.root(request) + HttpPath.decodedBelow(request) + "/");
    } else {
      String file = path.get().equals("/") ? INDEX : path.get().substring(1);
      forward(file, request, response);
    }
  }

  private static void forward(String file, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (FILE.matcher(file).matches()) {
      String root = HttpPath.in(request.getServletContext());
      request.getRequestDispatcher(root + ConsolePath.FOLDER + file).forward(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}

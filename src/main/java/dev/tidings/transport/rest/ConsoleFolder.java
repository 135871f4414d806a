package dev.tidings.transport.rest;

import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends who leaves out the slash to the console; servers do that with folders each in its own way.
 */
public class ConsoleFolder extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendRedirect(HttpPath.root(request) + "/console/");
  }
}

package dev.tidings.platform.ops;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * Serves the description of the WebSocket for programs. As a file of the web application it would
 * make a folder of {@code /api}, which some servers answer with a redirection.
 */
public class AsyncApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/yaml");
    try (InputStream description = AsyncApiServlet.class.getResourceAsStream("asyncapi.yaml")) {
      description.transferTo(response.getOutputStream());
    }
  }
}

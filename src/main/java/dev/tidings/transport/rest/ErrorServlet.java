package dev.tidings.transport.rest;

import dev.tidings.transport.http.RequestId;
import dev.tidings.transport.http.ServletResponses;
import dev.tidings.transport.json.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers in place of the server's own error pages, which tell its version and more. */
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletResponses.write(problem(request), request, response);
  }

  private static Problem problem(HttpServletRequest request) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    String instance = path instanceof String text ? text : request.getRequestURI();
    if (thrown instanceof Throwable failure) {
      return Problem.of(failure, instance, RequestId.of(request));
    }
    return Problem.ofStatus(status instanceof Integer code ? code : 404, instance);
  }
}

package dev.tidings.transport.http.filter;

import dev.tidings.transport.json.Problem;
import dev.tidings.transport.json.ProblemJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * The response to a request for a page. It writes problems itself: the error pages of Payara cost a
 * stack trace in the log when the client has left.
 */
final class PageResponse extends HttpServletResponseWrapper {
  private final HttpServletRequest request;

  PageResponse(HttpServletRequest request, HttpServletResponse response) {
    super(response);
    this.request = request;
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    sendError(status);
  }

  @Override
  public void sendError(int status) throws IOException {
    resetBuffer();
    byte[] body = ProblemJson.bytes(Problem.ofStatus(status, request.getRequestURI()));
    setStatus(status);
    setHeader("Cache-Control", "no-store");
    setContentType(Problem.MEDIA_TYPE);
    setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      getOutputStream().write(body);
    }
  }
}

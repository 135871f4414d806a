package dev.tidings.transport.http.filter;

import dev.tidings.transport.http.ServletResponses;
import dev.tidings.transport.json.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * The response to a request for a page. It writes problems itself: the error pages of Payara cost a
 * stack trace in the log when the client has left.
 */
public class PageResponse extends HttpServletResponseWrapper {
  private final HttpServletRequest request;

  public PageResponse(HttpServletRequest request, HttpServletResponse response) {
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
    setHeader("Cache-Control", "no-store");
    ServletResponses.write(Problem.ofStatus(status, request.getRequestURI()), request, this);
  }
}

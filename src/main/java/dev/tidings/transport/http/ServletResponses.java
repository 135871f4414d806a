package dev.tidings.transport.http;

import dev.tidings.transport.json.Problem;
import dev.tidings.transport.json.ProblemJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Writes responses and problems where no JAX-RS server does. */
public final class ServletResponses {
  private ServletResponses() {}

  /** The entity, if there is one, has to be an array of bytes. */
  public static void write(Response response, HttpServletRequest request, HttpServletResponse to)
      throws IOException {
    to.setStatus(response.getStatus());
    response
        .getStringHeaders()
        .forEach((name, values) -> values.forEach(value -> to.addHeader(name, value)));
    writeBody(response.hasEntity() ? (byte[]) response.getEntity() : new byte[0], request, to);
  }

  /** A problem that had no exception. */
  public static void write(Problem problem, HttpServletRequest request, HttpServletResponse to)
      throws IOException {
    to.setStatus(problem.status());
    to.setContentType(Problem.MEDIA_TYPE);
    writeBody(ProblemJson.bytes(problem), request, to);
  }

  private static void writeBody(byte[] body, HttpServletRequest request, HttpServletResponse to)
      throws IOException {
    to.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      to.getOutputStream().write(body);
    }
  }
}

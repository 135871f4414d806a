package dev.tidings.transport.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Writes responses of JAX-RS where no JAX-RS server does. */
public final class ServletResponses {
  private ServletResponses() {}

  /** The entity, if there is one, has to be an array of bytes. */
  public static void write(Response response, HttpServletRequest request, HttpServletResponse to)
      throws IOException {
    to.setStatus(response.getStatus());
    response
        .getStringHeaders()
        .forEach((name, values) -> values.forEach(value -> to.addHeader(name, value)));
    byte[] body = response.hasEntity() ? (byte[]) response.getEntity() : new byte[0];
    to.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      to.getOutputStream().write(body);
    }
  }
}

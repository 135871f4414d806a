package dev.tidings.transport.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/**
 * Answers everything thrown below the native API, also by the JAX-RS server itself. Not a bean: one
 * for several JAX-RS applications would know the requests of one only.
 */
public class ProblemMapper implements ExceptionMapper<Throwable> {
  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    return ProblemResponse.of(thrown, request);
  }
}

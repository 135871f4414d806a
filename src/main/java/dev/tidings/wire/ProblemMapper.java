package dev.tidings.wire;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers everything thrown below the native API, also by the JAX-RS server itself. */
@ApplicationScoped
public class ProblemMapper implements ExceptionMapper<Throwable> {
  /**
   * Not by Context: then one bean for several JAX-RS applications knows the requests of one only.
   */
  @Inject private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    return ProblemAnswer.of(thrown, request.getRequestURI());
  }
}

package dev.tidings.transport.zato;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/**
 * Answers everything thrown below the compatible API with the body that its clients expect. Not a
 * bean: CDI need not know a request that is resumed on another thread.
 */
public class ZatoErrorMapper implements ExceptionMapper<Throwable> {
  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    return ZatoError.of(thrown, request.getRequestURI(), CorrelationFilter.id(request));
  }
}

package dev.tidings.zato;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers everything thrown below the compatible API with the body that its clients expect. */
@ApplicationScoped
public class ZatoErrorMapper implements ExceptionMapper<Throwable> {
  @Inject private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    return ZatoError.of(thrown, request.getRequestURI(), CorrelationFilter.id(request));
  }
}

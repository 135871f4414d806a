package dev.tidings.transport.zato;

import dev.tidings.transport.http.filter.ApiFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;

/** Checks what goes to the compatible API, and refuses with the body that its clients expect. */
public class ZatoApiFilter extends ApiFilter {

  @Override
  protected Response refusal(Throwable thrown, HttpServletRequest request) {
    return ZatoError.of(thrown, request.getRequestURI(), CorrelationFilter.id(request));
  }
}

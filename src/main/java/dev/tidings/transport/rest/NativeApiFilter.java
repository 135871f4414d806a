package dev.tidings.transport.rest;

import dev.tidings.transport.http.ProblemResponse;
import dev.tidings.transport.http.filter.ApiFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;

/** Checks what goes to the native API and to the administration, and refuses with problems. */
public class NativeApiFilter extends ApiFilter {

  @Override
  protected Response refusal(Throwable thrown, HttpServletRequest request) {
    return ProblemResponse.of(thrown, request.getRequestURI());
  }
}

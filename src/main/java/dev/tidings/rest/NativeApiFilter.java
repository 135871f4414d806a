package dev.tidings.rest;

import dev.tidings.http.ApiFilter;
import dev.tidings.wire.ProblemAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;

/** Checks what goes to the native API and to the administration, and refuses with problems. */
public class NativeApiFilter extends ApiFilter {

  @Override
  protected Response refusal(Throwable thrown, HttpServletRequest request) {
    return ProblemAnswer.of(thrown, request.getRequestURI());
  }
}

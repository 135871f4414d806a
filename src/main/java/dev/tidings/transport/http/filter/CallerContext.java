package dev.tidings.transport.http.filter;

import dev.tidings.security.Caller;
import dev.tidings.security.CallerPrincipal;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** Tells resources who calls. */
public final class CallerContext {
  private CallerContext() {}

  /**
   * The caller whom the authentication filter let in. A request that came another way, such as
   * through the JAX-RS application of somebody else, has none and reaches nothing.
   */
  public static Caller caller(SecurityContext context) {
    if (context.getUserPrincipal() instanceof CallerPrincipal principal) {
      return principal.caller();
    }
    throw new NotFoundException(Response.status(Response.Status.NOT_FOUND).build());
  }
}

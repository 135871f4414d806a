package dev.tidings.security;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Tells resources who calls. */
public final class CallerContext implements SecurityContext {
  private final Caller caller;
  private final boolean isSecure;

  CallerContext(Caller caller, boolean isSecure) {
    this.caller = caller;
    this.isSecure = isSecure;
  }

  private record CallerPrincipal(Caller caller) implements Principal {
    @Override
    public String getName() {
      return caller.endpointName();
    }
  }

  /** The caller that {@link RequestFilter} let in. */
  public static Caller caller(SecurityContext context) {
    if (context.getUserPrincipal() instanceof CallerPrincipal principal) {
      return principal.caller();
    }
    throw new IllegalStateException("A request came past the authentication");
  }

  @Override
  public Principal getUserPrincipal() {
    return new CallerPrincipal(caller);
  }

  @Override
  public boolean isUserInRole(String role) {
    return caller.role().wireName().equals(role);
  }

  @Override
  public boolean isSecure() {
    return isSecure;
  }

  @Override
  public String getAuthenticationScheme() {
    return BASIC_AUTH;
  }
}

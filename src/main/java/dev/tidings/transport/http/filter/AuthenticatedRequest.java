package dev.tidings.transport.http.filter;

import dev.tidings.security.CallerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request whose caller is known. JAX-RS takes its security context from here on all servers. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {
  private final CallerPrincipal principal;

  AuthenticatedRequest(HttpServletRequest request, CallerPrincipal principal) {
    super(request);
    this.principal = principal;
  }

  @Override
  public Principal getUserPrincipal() {
    return principal;
  }

  @Override
  public String getRemoteUser() {
    return principal.getName();
  }

  @Override
  public boolean isUserInRole(String role) {
    return principal.caller().role().wireName().equals(role);
  }

  @Override
  public String getAuthType() {
    return BASIC_AUTH;
  }
}

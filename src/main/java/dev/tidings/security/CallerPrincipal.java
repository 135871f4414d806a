package dev.tidings.security;

import java.security.Principal;

/** The caller, as containers know callers. */
public record CallerPrincipal(Caller caller) implements Principal {
  @Override
  public String getName() {
    return caller.endpointName();
  }
}

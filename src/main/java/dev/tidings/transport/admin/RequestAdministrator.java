package dev.tidings.transport.admin;

import dev.tidings.api.CurrentAdministrator;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.http.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;

/** The caller of the request that the thread serves. */
@ApplicationScoped
class RequestAdministrator implements CurrentAdministrator {

  @Override
  public String endpointName() {
    return CurrentCaller.get().map(CallerPrincipal::getName).orElse("");
  }

  @Override
  public String address() {
    return CurrentCaller.address().orElse("");
  }
}

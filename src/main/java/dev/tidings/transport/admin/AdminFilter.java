package dev.tidings.transport.admin;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.filter.CallerContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Lets administrators through; anybody else does not even learn which addresses there are. */
@ApplicationScoped
@PreMatching
@Priority(Priorities.AUTHORIZATION)
public class AdminFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext context) {
    if (CallerContext.caller(context.getSecurityContext()).role() != Role.ADMIN) {
      throw new TidingsException(
          ErrorType.ACCESS_DENIED, "Only endpoints with the role admin may use this.");
    }
  }
}

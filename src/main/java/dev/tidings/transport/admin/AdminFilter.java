package dev.tidings.transport.admin;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.filter.CallerContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.Set;

/**
 * Lets administrators through, and endpoints that monitor when they only read; anybody else does
 * not even learn which addresses there are.
 */
@ApplicationScoped
@PreMatching
@Priority(Priorities.AUTHORIZATION)
public class AdminFilter implements ContainerRequestFilter {
  /** Logging in and out changes nothing. Not all servers have the path begin with a slash. */
  private static final Set<String> SESSIONS = Set.of("session", "/session");

  private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  @Override
  public void filter(ContainerRequestContext context) {
    Role role = CallerContext.caller(context.getSecurityContext()).role();
    if (!role.mayMonitor()) {
      throw new TidingsException(
          ErrorType.ACCESS_DENIED,
          "Only endpoints with the role admin or, to read, monitor may use this.");
    }
    boolean isOwnSession = SESSIONS.contains(context.getUriInfo().getPath());
    if (!role.mayAdminister() && !isOwnSession && !READING.contains(context.getMethod())) {
      throw new TidingsException(
          ErrorType.ACCESS_DENIED,
          "The role monitor only reads. Use an endpoint with the role admin for changes.");
    }
  }
}

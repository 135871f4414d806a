package dev.tidings.transport.http.filter;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** What every request to an HTTP API goes through in JAX-RS: how much it may send. */
@ApplicationScoped
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class JaxRsRequestFilter implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext context) {
    hideContentType(context);
  }

  /**
   * Servers read forms away before a resource sees the body, and answer a header that they cannot
   * parse each in its own way. Resources read the header that the client sent from the servlet.
   */
  private static void hideContentType(ContainerRequestContext context) {
    context.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
  }
}

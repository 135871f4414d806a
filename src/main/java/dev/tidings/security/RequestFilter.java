package dev.tidings.security;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.config.Setting;
import dev.tidings.config.Settings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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
public class RequestFilter implements ContainerRequestFilter {
  @Inject private Settings settings;

  /**
   * Not by Context: then one bean for several JAX-RS applications knows the requests of one only.
   */
  @Inject private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    limitBody(context);
    hideContentType(context);
  }

  private void limitBody(ContainerRequestContext context) {
    String encoding = context.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new TidingsException(
          ErrorType.UNSUPPORTED_MEDIA_TYPE,
          "The body has a Content-Encoding; send it as it is, without one.");
    }
    int limit = settings.number(Setting.HTTP_MAX_BODY);
    if (request.getContentLengthLong() > limit) {
      throw LimitedInputStream.tooLarge(limit);
    }
    context.setEntityStream(new LimitedInputStream(context.getEntityStream(), limit));
  }

  /**
   * Servers read forms away before a resource sees the body, and answer a header that they cannot
   * parse each in its own way. Resources read the header that the client sent from the servlet.
   */
  private static void hideContentType(ContainerRequestContext context) {
    context.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
  }
}

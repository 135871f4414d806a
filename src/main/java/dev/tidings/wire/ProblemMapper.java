package dev.tidings.wire;

import dev.tidings.api.ErrorType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers everything thrown below the native API, also by the JAX-RS server itself. */
@ApplicationScoped
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final String CHALLENGE = "Basic realm=\"Tidings\", charset=\"UTF-8\"";

  /**
   * Not by Context: then one bean for several JAX-RS applications knows the requests of one only.
   */
  @Inject private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    return response(Problem.of(thrown, request.getRequestURI()));
  }

  private static Response response(Problem problem) {
    Response.ResponseBuilder builder =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(ProblemJson.bytes(problem));
    problem
        .retryAfter()
        .map(ProblemJson::retryAfter)
        .ifPresent(delay -> builder.header(HttpHeaders.RETRY_AFTER, delay));
    if (problem.status() == ErrorType.NOT_AUTHENTICATED.status()) {
      builder.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }
    if (!problem.allow().isEmpty()) {
      builder.header(HttpHeaders.ALLOW, String.join(", ", problem.allow()));
    }
    return builder.build();
  }
}

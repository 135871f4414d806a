package dev.tidings.transport.http;

import dev.tidings.api.ErrorType;
import dev.tidings.transport.json.Problem;
import dev.tidings.transport.json.ProblemJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The one way from anything thrown to an answer of the native API, on any thread. */
public final class ProblemResponse {
  private static final String CHALLENGE = "Basic realm=\"Tidings\", charset=\"UTF-8\"";

  private ProblemResponse() {}

  /** The answer to a request, on its own thread. */
  public static Response of(Throwable thrown, HttpServletRequest request) {
    return of(thrown, request.getRequestURI(), RequestId.of(request));
  }

  /**
   * The answer.
   *
   * @param instance the path of the request
   * @param requestId how its client or a proxy calls it
   */
  public static Response of(Throwable thrown, String instance, Optional<String> requestId) {
    Problem problem = Problem.of(thrown, instance, requestId);
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

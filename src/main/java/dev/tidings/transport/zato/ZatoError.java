package dev.tidings.transport.zato;

import dev.tidings.api.ErrorType;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.json.Problem;
import dev.tidings.transport.json.ProblemJson;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The one way from anything thrown to an answer of the compatible API, on any thread. */
final class ZatoError {
  private static final String FORBIDDEN = "You are not allowed to access this resource";

  private ZatoError() {}

  /**
   * The answer, with the body that clients of this API expect.
   *
   * @param path of the request
   * @param correlationId of the request
   */
  static Response of(Throwable thrown, String path, String correlationId) {
    Problem problem = Problem.of(thrown, path, Optional.of(correlationId));
    Response.ResponseBuilder answer =
        JsonResponses.object(
            status(problem),
            json ->
                json.field("result", "Error")
                    .field("cid", correlationId)
                    .field("details", details(problem)));
    problem
        .retryAfter()
        .map(ProblemJson::retryAfter)
        .ifPresent(delay -> answer.header(HttpHeaders.RETRY_AFTER, delay));
    if (!problem.allow().isEmpty()) {
      answer.header(HttpHeaders.ALLOW, String.join(", ", problem.allow()));
    }
    return answer.build();
  }

  /** There is no 401 here, as a challenge would make browsers ask for a password. */
  private static int status(Problem problem) {
    return problem.status() == ErrorType.NOT_AUTHENTICATED.status()
        ? ErrorType.ACCESS_DENIED.status()
        : problem.status();
  }

  private static String details(Problem problem) {
    return status(problem) == ErrorType.ACCESS_DENIED.status() ? FORBIDDEN : problem.detail();
  }
}

package dev.tidings.zato;

import dev.tidings.api.ErrorType;
import dev.tidings.wire.Answers;
import dev.tidings.wire.Problem;
import dev.tidings.wire.ProblemJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers everything thrown below the compatible API with the body that its clients expect. */
@ApplicationScoped
public class ZatoErrorMapper implements ExceptionMapper<Throwable> {
  private static final String FORBIDDEN = "You are not allowed to access this resource";

  @Inject private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    Problem problem = Problem.of(thrown, request.getRequestURI());
    Response.ResponseBuilder answer =
        Answers.object(
            status(problem),
            json ->
                json.field("result", "Error")
                    .field("cid", CorrelationFilter.id(request))
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

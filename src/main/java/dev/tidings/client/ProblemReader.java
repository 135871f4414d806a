package dev.tidings.client;

import java.net.http.HttpResponse;
import java.util.Optional;

/** Reads what a node says when it refuses a request. */
final class ProblemReader {
  private static final String FORM = "application/problem+json";

  private ProblemReader() {}

  /** The problem; one with the code {@code http-STATUS} when the response is not of Tidings. */
  static Problem read(HttpResponse<byte[]> response) {
    Problem problem = new Problem();
    problem.setStatus(response.statusCode());
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith(FORM)) {
      try {
        ResponseJson.read(
            response.body(),
            json -> {
              json.object(name -> read(json, name, problem));
              return problem;
            });
      } catch (RuntimeException e) {
        problem.setDetail("The problem cannot be read: " + e.getMessage());
      }
    }
    return complete(problem, response);
  }

  private static void read(ResponseJson json, String name, Problem problem) {
    switch (name) {
      case "type" -> problem.setType(json.text());
      case "title" -> problem.setTitle(json.text());
      case "detail" -> problem.setDetail(json.text());
      case "instance" -> problem.setInstance(json.text());
      case "code" -> problem.setCode(json.text());
      case "errors" -> problem.setErrors(json.list(() -> error(json)));
      case "retry_after_ms" -> problem.setRetryAfterMs(json.longNumber());
      case "incident" -> problem.setIncident(json.text());
      case "trace_id" -> problem.setTraceId(json.text());
      default -> json.skip();
    }
  }

  private static FieldError error(ResponseJson json) {
    FieldError error = new FieldError();
    json.object(
        name -> {
          switch (name) {
            case "field" -> error.setField(json.text());
            case "detail" -> error.setDetail(json.text());
            default -> json.skip();
          }
        });
    return error;
  }

  /** A proxy in between, or the application server, answers in its own form. */
  private static Problem complete(Problem problem, HttpResponse<byte[]> response) {
    if (problem.getType() == null) {
      problem.setType("about:blank");
    }
    if (problem.getCode() == null) {
      problem.setCode("http-" + response.statusCode());
    }
    if (problem.getDetail() == null) {
      problem.setDetail(
          "%s answered %d without saying why"
              .formatted(response.request().uri(), response.statusCode()));
    }
    if (problem.getRetryAfterMs() == null) {
      retryAfter(response).ifPresent(problem::setRetryAfterMs);
    }
    return problem;
  }

  /** The header in seconds; a date, which Tidings never sends, counts as none. */
  private static Optional<Long> retryAfter(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Long.parseLong(value) * 1_000);
  }
}

package dev.tidings.transport.json;

import dev.tidings.api.Violation;
import java.time.Duration;

/** Writes problems as {@code application/problem+json}. */
public final class ProblemJson {
  private ProblemJson() {}

  public static byte[] bytes(Problem problem) {
    return JsonOutput.bytes(json -> json.object(fields -> write(fields, problem)));
  }

  /** One of a list of results; the name says what the number counts. */
  public static void write(JsonOutput json, Problem problem, String name, long number) {
    json.object(
        fields -> {
          fields.field(name, number);
          write(fields, problem);
        });
  }

  /** The same, about one line of a stream. */
  public static byte[] bytes(Problem problem, long line) {
    return JsonOutput.bytes(json -> write(json, problem, "line", line));
  }

  /** The value of the header Retry-After: whole seconds, at least one. */
  public static String retryAfter(Duration delay) {
    return Long.toString(Math.max(1, delay.plusMillis(999).toSeconds()));
  }

  private static void write(JsonOutput fields, Problem problem) {
    fields
        .field("type", problem.type())
        .field("title", problem.title())
        .field("status", problem.status())
        .field("detail", problem.detail())
        .field("instance", problem.instance())
        .field("code", problem.code());
    writeViolations(fields, problem);
    problem.retryAfter().ifPresent(delay -> fields.field("retry_after_ms", delay.toMillis()));
    problem.incident().ifPresent(id -> fields.field("incident", id));
  }

  private static void writeViolations(JsonOutput json, Problem problem) {
    if (!problem.violations().isEmpty()) {
      json.name("errors").array(all -> problem.violations().forEach(one -> write(all, one)));
    }
  }

  private static void write(JsonOutput json, Violation violation) {
    json.object(
        fields -> fields.field("field", violation.field()).field("detail", violation.rule()));
  }
}

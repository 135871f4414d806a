package dev.tidings.transport.json;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import dev.tidings.platform.failure.DatabaseFailures;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import jakarta.ws.rs.WebApplicationException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What went wrong, as every transport tells it (RFC 9457).
 *
 * @param type what kind of problem it is: the address of a page about it
 * @param title one sentence that is the same for every occurrence
 * @param status the HTTP status
 * @param detail what went wrong this time, to what, and what to do
 * @param instance the path of the request
 * @param code the last segment of the type
 * @param violations the fields at fault
 * @param retryAfter how long to wait before the same request may succeed
 * @param incident where to find more in the log; only for failures of the server itself
 * @param allow the methods that the address takes; only when the request had another one
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    List<Violation> violations,
    Optional<Duration> retryAfter,
    Optional<String> incident,
    Set<String> allow) {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Log LOG = Log.of(Problem.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Causes may form a circle. */
  private static final int MAX_CAUSES = 20;

  public Problem {
    violations = List.copyOf(violations);
    allow = Collections.unmodifiableSet(new TreeSet<>(allow));
  }

  /**
   * The one way from anything thrown to what the client hears. What is the server's own failure
   * goes to the log and only its incident id to the client.
   *
   * @param instance the path of the request, without its query
   */
  public static Problem of(Throwable thrown, String instance) {
    return of(thrown, instance, Optional.empty());
  }

  /**
   * The same for a request that has an id.
   *
   * @param requestId how its client or a proxy calls the request, for the log
   */
  public static Problem of(Throwable thrown, String instance, Optional<String> requestId) {
    Optional<TidingsException> ours = find(TidingsException.class, thrown);
    if (ours.isPresent() && ours.get().type() != ErrorType.INTERNAL_ERROR) {
      return of(ours.get(), instance);
    }
    Optional<TidingsException> ofDatabase = DatabaseFailures.behind(thrown);
    if (ofDatabase.isPresent()) {
      return of(ofDatabase.get(), instance);
    }
    return find(WebApplicationException.class, thrown)
        .filter(exception -> exception.getResponse().getStatus() < 500)
        .map(exception -> of(exception, instance))
        .orElseGet(() -> incident(thrown, instance, requestId));
  }

  /** A refusal that had no exception, such as the container's own. */
  public static Problem ofStatus(int status, String instance) {
    return type(status)
        .map(type -> of(type, detail(type), instance))
        .orElseGet(() -> foreign(status, instance));
  }

  private static Problem of(ErrorType type, String detail, String instance) {
    return new Problem(
        "/problems/" + type.code(),
        type.title(),
        type.status(),
        detail,
        instance,
        type.code(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  private static Problem of(TidingsException exception, String instance) {
    return of(exception.type(), exception.getMessage(), instance)
        .with(exception.violations(), exception.retryAfter(), Optional.empty(), Set.of());
  }

  private static Problem of(WebApplicationException exception, String instance) {
    Problem problem = ofStatus(exception.getResponse().getStatus(), instance);
    return problem.with(
        List.of(), Optional.empty(), Optional.empty(), exception.getResponse().getAllowedMethods());
  }

  private static Problem incident(Throwable thrown, String instance, Optional<String> requestId) {
    byte[] bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    LOG.logFailure(LogEvent.INCIDENT, thrown, id, instance, requestId);
    String detail = "Something failed; the server's log has more under incident " + id + ".";
    return of(ErrorType.INTERNAL_ERROR, detail, instance)
        .with(List.of(), Optional.empty(), Optional.of(id), Set.of());
  }

  private static String detail(ErrorType type) {
    return type == ErrorType.INVALID_INPUT
        ? "The server cannot read the request; check its address and its headers."
        : type.title() + ".";
  }

  /** Statuses that we never give ourselves, such as 414 of a server. */
  private static Problem foreign(int status, String instance) {
    return new Problem(
        "about:blank",
        ContainerStatus.title(status),
        status,
        ContainerStatus.detail(status),
        instance,
        "http-" + status,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  private Problem with(
      List<Violation> violations,
      Optional<Duration> retryAfter,
      Optional<String> incident,
      Set<String> allow) {
    return new Problem(
        type, title, status, detail, instance, code, violations, retryAfter, incident, allow);
  }

  /** The first of our own types with that status that says nothing about topics or objects. */
  private static Optional<ErrorType> type(int status) {
    return switch (status) {
      case 400 -> Optional.of(ErrorType.INVALID_INPUT);
      case 401 -> Optional.of(ErrorType.NOT_AUTHENTICATED);
      case 403 -> Optional.of(ErrorType.ACCESS_DENIED);
      case 404 -> Optional.of(ErrorType.NOT_FOUND);
      case 405 -> Optional.of(ErrorType.METHOD_NOT_ALLOWED);
      case 406 -> Optional.of(ErrorType.NOT_ACCEPTABLE);
      case 413 -> Optional.of(ErrorType.BODY_TOO_LARGE);
      case 415 -> Optional.of(ErrorType.UNSUPPORTED_MEDIA_TYPE);
      case 500 -> Optional.of(ErrorType.INTERNAL_ERROR);
      case 503 -> Optional.of(ErrorType.UNAVAILABLE);
      default -> Optional.empty();
    };
  }

  private static <T extends Throwable> Optional<T> find(Class<T> type, Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}

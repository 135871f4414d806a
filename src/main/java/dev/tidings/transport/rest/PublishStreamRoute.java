package dev.tidings.transport.rest;

import dev.tidings.api.TidingsException;
import dev.tidings.security.Caller;
import dev.tidings.transport.json.ContentType;
import dev.tidings.transport.stream.PublishStreams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Publishing line by line. It is not a resource of JAX-RS, which has a request when all of its body
 * has arrived.
 */
@ApplicationScoped
class PublishStreamRoute {
  /** Room for a colon and the number of a line behind it. */
  private static final int LONGEST_KEY = 180;

  @Inject private PublishStreams streams;

  /** For the proxies of CDI. */
  protected PublishStreamRoute() {}

  /** Whether a request is for it. */
  boolean isFor(HttpServletRequest request) {
    String type = request.getHeader("Content-Type");
    return type != null
        && request.getMethod().equals("POST")
        && type.toLowerCase(Locale.ROOT).strip().startsWith(PublishStreams.NDJSON)
        && topic(request).isPresent();
  }

  /**
   * Serves it.
   *
   * @throws TidingsException when it is refused
   */
  void serve(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException {
    RequestHeaders headers = RequestHeaders.of(request);
    ContentType.of(headers.values("Content-Type")).requireUtf8();
    PublishHeaders.requireNone(headers);
    Optional<String> key = IdempotencyKeyHeader.of(headers);
    if (key.filter(value -> value.length() > LONGEST_KEY).isPresent()) {
      throw TidingsException.invalid(
          "Idempotency-Key", "must have at most %d characters on a stream".formatted(LONGEST_KEY));
    }
    streams.open(request, response, caller, topic(request).orElseThrow(), key);
  }

  private static Optional<String> topic(HttpServletRequest request) {
    return TopicPath.topic(request, "/messages");
  }
}

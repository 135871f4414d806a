package dev.tidings.transport.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How others call a request in their logs, so that a line of ours about it can be found by that:
 * the id that a proxy or the client gave it, else the trace that it belongs to.
 */
public final class RequestId {
  private static final String HEADER = "X-Request-Id";
  private static final int LONGEST = 100;

  private RequestId() {}

  /** Not to be trusted: clients choose it. */
  public static Optional<String> of(HttpServletRequest request) {
    String id = request.getHeader(HEADER);
    if (id != null && !id.isBlank() && id.length() <= LONGEST) {
      return Optional.of(id);
    }
    List<String> context = Collections.list(request.getHeaders(Traceparent.HEADER));
    return Traceparent.traceId(context);
  }
}

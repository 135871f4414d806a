package dev.tidings.transport.rest;

import dev.tidings.platform.container.UriPath;
import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The topic in the path of a request that no resource serves. */
final class TopicPath {
  private static final String BEFORE = "/api/v1/topics/";

  private TopicPath() {}

  /** What stands before that end of the path, decoded; empty when the path has another form. */
  static Optional<String> topic(HttpServletRequest request, String end) {
    String path = HttpPath.below(request);
    boolean isOfTopic =
        path.startsWith(BEFORE)
            && path.endsWith(end)
            && path.length() > BEFORE.length() + end.length();
    return isOfTopic
        ? UriPath.of(path.substring(BEFORE.length(), path.length() - end.length())).decoded()
        : Optional.empty();
  }
}

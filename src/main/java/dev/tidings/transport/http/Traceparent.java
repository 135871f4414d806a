package dev.tidings.transport.http;

import dev.tidings.api.Publication;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header with the trace context of a request, which its publications get. As the W3C demands,
 * one that is not valid, or there twice, is ignored.
 */
public final class Traceparent {
  public static final String HEADER = "traceparent";

  private static final int LONGEST = 200;
  private static final String IDS = "(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";

  /** Later versions may have more parts. */
  private static final Pattern VALID =
      Pattern.compile("00-" + IDS + "|(?!00|ff)[0-9a-f]{2}-" + IDS + "(-[!-~]*)?");

  private Traceparent() {}

  /**
   * The publication with the context of the request, unless it has one of its own.
   *
   * @param values all values of the header
   */
  public static Publication addTo(Publication publication, List<String> values) {
    return isValid(values) && publication.traceparent().isEmpty()
        ? publication.toBuilder().traceparent(values.get(0)).build()
        : publication;
  }

  /** The trace that a request belongs to. */
  static Optional<String> traceId(List<String> values) {
    return isValid(values) ? Optional.of(values.get(0).split("-", -1)[1]) : Optional.empty();
  }

  private static boolean isValid(List<String> values) {
    return values.size() == 1
        && values.get(0).length() <= LONGEST
        && VALID.matcher(values.get(0)).matches();
  }
}

package dev.tidings.zato;

import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.wire.ContentType;
import dev.tidings.wire.PublicationJson;
import java.time.Duration;
import java.util.List;

/** Reads a publication in the fields of the compatible API; all others are ignored. */
final class ZatoPublication {
  private static final String JSON = "application/json";

  private ZatoPublication() {}

  /**
   * The publication in the request.
   *
   * @param contentType the values of the header
   * @throws TidingsException with the text that clients of this API know
   */
  static Publication of(ZatoRequest request, List<String> contentType, String endpoint) {
    Publication.Builder builder = Publication.builder().endpoint(endpoint);
    builder.data(
        request
            .value("data")
            .flatMap(PublicationJson::content)
            .orElseThrow(() -> ZatoRequest.refuse("No data sent on input")));
    builder.priority(priority(request));
    addExpiration(request, builder);
    builder.mimeType(mimeType(contentType));
    request.text("correl_id").ifPresent(builder::correlId);
    request.text("in_reply_to").ifPresent(builder::inReplyTo);
    request.text("ext_client_id").ifPresent(builder::extClientId);
    request.truth("has_gd").ifPresent(builder::hasGd);
    return builder.build();
  }

  /** Zero means the default here. */
  private static int priority(ZatoRequest request) {
    long priority =
        request
            .whole("priority")
            .filter(number -> number != 0)
            .orElse((long) Publication.DEFAULT_PRIORITY);
    if (priority < Publication.LOWEST_PRIORITY || priority > Publication.HIGHEST_PRIORITY) {
      throw ZatoRequest.refuse("Priority `" + priority + "` outside of allowed range 1-9");
    }
    return (int) priority;
  }

  /** In milliseconds; zero means the default here. */
  private static void addExpiration(ZatoRequest request, Publication.Builder builder) {
    long expiration = request.whole("expiration").orElse(0L);
    if (expiration < 0) {
      throw ZatoRequest.refuse("Expiration `" + expiration + "` must not be negative");
    }
    if (expiration > 0) {
      builder.expiration(Duration.ofMillis(expiration));
    }
  }

  /** What curl sends when nobody told it anything means nothing. */
  private static String mimeType(List<String> contentType) {
    if (contentType.isEmpty() || contentType.get(0).isBlank()) {
      return JSON;
    }
    ContentType type = ContentType.of(contentType);
    return type.isForm() ? JSON : type.sent();
  }
}

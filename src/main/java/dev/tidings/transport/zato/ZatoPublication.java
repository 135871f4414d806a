package dev.tidings.transport.zato;

import dev.tidings.api.Publication;
import dev.tidings.api.TextField;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.ContentType;
import dev.tidings.transport.json.PublicationJson;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads a publication as clients of Zato send it; fields that are not known here are ignored. */
public final class ZatoPublication {
  private static final String JSON = "application/json";

  /** Those of the HTTP API of Zato, whose clients may send others with a meaning of their own. */
  private static final Set<TextField> ZATO_FIELDS =
      EnumSet.of(TextField.CORREL_ID, TextField.IN_REPLY_TO, TextField.EXT_CLIENT_ID);

  private ZatoPublication() {}

  /**
   * The publication in an HTTP request.
   *
   * @param contentType the values of the header
   * @param correlationId of the call; the message's own unless it names another
   * @throws TidingsException with the text that clients of Zato know
   */
  public static Publication of(
      ZatoRequest request, List<String> contentType, String correlationId, String endpoint) {
    return builder(request, ZATO_FIELDS, endpoint)
        .mimeType(mimeType(contentType))
        .correlId(request.text("correl_id").orElse(correlationId))
        .build();
  }

  /**
   * As the other, without a header: the request may have a {@code mime_type} and every text field.
   */
  public static Publication of(ZatoRequest request, String endpoint) {
    Publication.Builder builder = builder(request, EnumSet.allOf(TextField.class), endpoint);
    request.text("mime_type").ifPresent(builder::mimeType);
    return builder.build();
  }

  private static Publication.Builder builder(
      ZatoRequest request, Set<TextField> texts, String endpoint) {
    Publication.Builder builder = Publication.builder().endpoint(endpoint);
    builder.data(
        request
            .value("data")
            .flatMap(PublicationJson::content)
            .orElseThrow(() -> ZatoRequest.refuse("No data sent on input")));
    builder.priority(priority(request));
    addExpiration(request, builder);
    for (TextField field : texts) {
      request.text(field.fieldName()).ifPresent(text -> builder.text(field, text));
    }
    request.truth("has_gd").ifPresent(builder::hasGd);
    return builder;
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

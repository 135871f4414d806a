package dev.tidings.client;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The fields of a publication whose data is the body of the request itself. */
final class PublicationHeaders {
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  /** The case of other names would be lost. */
  private static final Pattern ATTRIBUTE = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

  private final Map<String, String> headers = new TreeMap<>();

  private PublicationHeaders() {}

  /**
   * The headers, with the type of the data.
   *
   * @throws IllegalArgumentException when a value does not fit into a header
   */
  static Map<String, String> of(Publication publication) {
    PublicationHeaders headers = new PublicationHeaders();
    headers.addType(publication.getMimeType());
    headers
        .add("Priority", publication.getPriority())
        .add("Expiration", publication.getExpiration())
        .add("Has-Gd", publication.getHasGd())
        .add("Correl-Id", publication.getCorrelId())
        .add("In-Reply-To", publication.getInReplyTo())
        .add("Ext-Client-Id", publication.getExtClientId())
        .add("Subject", publication.getSubject())
        .add("Traceparent", publication.getTraceparent())
        .add("Ext-Pub-Time", publication.getExtPubTime())
        .add("Msg-Id", publication.getMsgId())
        .add("Deliver-To", list(publication.getDeliverTo()))
        .add("Deliver-After", publication.getDeliverAfter())
        .add("Reply-To", list(publication.getReplyTo()));
    headers.addAttributes(publication.getAttributes());
    return headers.headers;
  }

  /** A body of the type of the API would be read as a publication, not as its data. */
  private void addType(String mimeType) {
    String type = mimeType == null ? "application/octet-stream" : mimeType;
    if (type.matches("(?i)application/json *(;.*)?")) {
      throw new IllegalArgumentException(
          "Bytes cannot be published as application/json; use Content.json");
    }
    headers.put("Content-Type", requirePrintable("mime_type", type));
  }

  private static String list(List<String> keys) {
    return keys == null || keys.isEmpty() ? null : String.join(",", keys);
  }

  private PublicationHeaders add(String name, Object value) {
    if (value != null) {
      headers.put("Tidings-" + name, requirePrintable(name, value.toString()));
    }
    return this;
  }

  private void addAttributes(Map<String, String> attributes) {
    if (attributes != null) {
      attributes.forEach(this::addAttribute);
    }
  }

  private void addAttribute(String name, String value) {
    if (!ATTRIBUTE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "With bytes, names of attributes are in lower case, without spaces: " + name);
    }
    add("Attribute-" + name, value);
  }

  private static String requirePrintable(String name, String value) {
    if (!PRINTABLE.matcher(value).matches()) {
      throw new IllegalArgumentException("With bytes, " + name + " must be printable ASCII");
    }
    return value;
  }
}

package dev.tidings.transport.rest;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.ContentType;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.PublishRequest;
import dev.tidings.transport.json.TextParameters;
import dev.tidings.transport.json.Violations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a publication whose data is the body itself and whose options stand in headers. */
final class PublishHeaders {
  private static final String PREFIX = "tidings-";
  private static final String ATTRIBUTE = "tidings-attribute-";
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  private static final Map<String, BiConsumer<Publication.Builder, String>> OPTIONS =
      withTextFields(
          Map.of(
              "tidings-priority",
              PublishHeaders::priority,
              "tidings-expiration",
              PublishHeaders::expiration,
              "tidings-deliver-after",
              PublishHeaders::deliverAfter,
              "tidings-ext-pub-time",
              (builder, text) -> builder.extPubTime(JsonTime.parse(text)),
              "tidings-has-gd",
              (builder, text) -> builder.hasGd(TextParameters.truth(text)),
              "tidings-msg-id",
              (builder, text) -> builder.msgId(MessageId.of(text))));

  private static final Map<String, BiConsumer<Publication.Builder, String>> LISTS =
      new TreeMap<>(
          Map.of(
              "tidings-deliver-to", (builder, text) -> builder.deliverTo(SubscriptionKey.of(text)),
              "tidings-reply-to", (builder, text) -> builder.replyTo(SubscriptionKey.of(text))));

  private final RequestHeaders headers;
  private final Violations violations = new Violations();
  private final Publication.Builder builder = Publication.builder();

  private static Map<String, BiConsumer<Publication.Builder, String>> withTextFields(
      Map<String, BiConsumer<Publication.Builder, String>> others) {
    Map<String, BiConsumer<Publication.Builder, String>> options = new TreeMap<>(others);
    for (TextField field : TextField.values()) {
      options.put(name(field.fieldName()), (builder, text) -> builder.text(field, text));
    }
    return options;
  }

  private PublishHeaders(RequestHeaders headers) {
    this.headers = headers;
  }

  /**
   * Reads the body by its type and the options from the headers.
   *
   * @throws TidingsException with everything that is wrong
   */
  static PublishRequest read(
      RequestHeaders headers, ContentType type, byte[] body, String endpoint) {
    Content content = content(type, body);
    PublishHeaders reader = new PublishHeaders(headers);
    reader.builder.data(content).mimeType(type.sent()).endpoint(endpoint);
    headers.namesBeginningWith(PREFIX).forEach(reader::readHeader);
    Publication publication = reader.build();
    return new PublishRequest(List.of(publication), false);
  }

  /**
   * In JSON, options are fields.
   *
   * @throws TidingsException when there is a header that would be ignored
   */
  static void requireNone(RequestHeaders headers) {
    Violations violations = new Violations();
    headers
        .namesBeginningWith(PREFIX)
        .forEach(name -> violations.add(display(name), "must be a field of the JSON object here"));
    violations.throwIfAny();
  }

  private static Content content(ContentType type, byte[] body) {
    if (body.length == 0) {
      throw TidingsException.invalid("body", "is empty; it must be the data of the message");
    }
    if (!type.isText()) {
      return Content.of(Content.Form.BINARY, body);
    }
    type.requireUtf8();
    return Content.text(BodyReader.text(body));
  }

  private void readHeader(String name) {
    List<String> values = headers.values(name);
    if (!values.stream().allMatch(value -> PRINTABLE.matcher(value).matches())) {
      violations.add(display(name), "must be printable ASCII");
    } else if (LISTS.containsKey(name)) {
      values.stream()
          .flatMap(value -> Stream.of(value.split(",", -1)))
          .forEach(value -> accept(name, LISTS.get(name), value.strip()));
    } else if (values.size() > 1) {
      violations.add(display(name), "must not be there twice");
    } else {
      readSingle(name, values.get(0));
    }
  }

  private void readSingle(String name, String value) {
    if (OPTIONS.containsKey(name)) {
      accept(name, OPTIONS.get(name), value);
    } else if (name.startsWith(ATTRIBUTE)) {
      builder.attribute(name.substring(ATTRIBUTE.length()), value);
    } else {
      violations.add(display(name), "is unknown here; known are " + known());
    }
  }

  private void accept(String name, BiConsumer<Publication.Builder, String> option, String value) {
    try {
      option.accept(builder, value);
    } catch (TidingsException e) {
      e.violations().forEach(violation -> violations.add(display(name), violation.rule()));
    }
  }

  private Publication build() {
    Optional<Publication> publication = Optional.empty();
    try {
      publication = Optional.of(builder.build());
    } catch (TidingsException e) {
      e.violations()
          .forEach(violation -> violations.add(header(violation.field()), violation.rule()));
    }
    violations.throwIfAny();
    return publication.orElseThrow();
  }

  private static void priority(Publication.Builder builder, String text) {
    builder.priority(
        (int)
            TextParameters.whole(
                "priority", text, Publication.LOWEST_PRIORITY, Publication.HIGHEST_PRIORITY));
  }

  private static void expiration(Publication.Builder builder, String text) {
    long millis =
        TextParameters.whole("expiration", text, 0, Publication.MAX_EXPIRATION.toMillis());
    builder.expiration(Duration.ofMillis(millis));
  }

  private static void deliverAfter(Publication.Builder builder, String text) {
    long millis = TextParameters.whole("deliver_after", text, 0, Publication.MAX_DELAY.toMillis());
    builder.deliverAfter(Duration.ofMillis(millis));
  }

  private static String known() {
    List<String> names = Stream.concat(OPTIONS.keySet().stream(), LISTS.keySet().stream()).toList();
    return String.join(", ", names.stream().map(PublishHeaders::display).toList())
        + ", Tidings-Attribute-…";
  }

  /** The header that a field of the publication came from. */
  private static String header(String field) {
    return switch (field) {
      case "mime_type" -> "Content-Type";
      case "attributes" -> "Tidings-Attribute-…";
      default -> display(name(field));
    };
  }

  private static String name(String field) {
    return PREFIX + field.replace('_', '-');
  }

  /** As people write it, such as {@code Tidings-Has-Gd}. */
  private static String display(String name) {
    return String.join(
        "-",
        Arrays.stream(name.split("-", -1))
            .map(
                word ->
                    word.isEmpty()
                        ? word
                        : Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .toList());
  }
}

package dev.tidings.transport.json;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import dev.tidings.api.TidingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads publications as clients write them in JSON: one, or a list called {@code messages}. */
public final class PublicationJson {
  private static final String MESSAGES = "messages";

  private PublicationJson() {}

  /**
   * Reads the body of a publish.
   *
   * @param endpoint the name of the endpoint that publishes
   * @throws TidingsException with everything that is wrong, when anything is
   */
  public static PublishRequest read(byte[] body, String endpoint) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    PublishRequest request =
        fields.has(MESSAGES)
            ? new PublishRequest(batch(fields, endpoint), true)
            : new PublishRequest(one(fields, endpoint).stream().toList(), false);
    violations.throwIfAny();
    return request;
  }

  /**
   * Reads one publication, as one line of a stream has it.
   *
   * @throws TidingsException with everything that is wrong, when anything is
   */
  public static Publication readOne(byte[] line, String endpoint) {
    Violations violations = new Violations();
    Optional<Publication> publication = one(Fields.of(line, violations), endpoint);
    violations.throwIfAny();
    return publication.orElseThrow();
  }

  /**
   * A publication, or what is wrong with it; one of the two is there.
   *
   * @param number its place in the list, from 0
   */
  public record Parsed(
      int number, Optional<Publication> publication, Optional<TidingsException> refusal) {}

  /**
   * Reads a list of which each publication may be wrong without the others.
   *
   * @param fields those of the request, which get what is wrong with the list itself
   */
  public static List<Parsed> readEach(Fields fields, String endpoint) {
    List<Parsed> parsed = new ArrayList<>();
    int errors = 0;
    for (JsonTree tree : fields.has(MESSAGES) ? messages(fields) : missing(fields)) {
      Violations own = new Violations(Violations.MAX - errors);
      parsed.add(parse(fields, parsed.size(), tree, endpoint, own));
      errors += own.size();
    }
    return parsed;
  }

  private static Parsed parse(
      Fields fields, int number, JsonTree tree, String endpoint, Violations own) {
    String place = place(number);
    try {
      Optional<Publication> publication = Optional.empty();
      if (tree instanceof JsonTree.Members members) {
        publication = one(fields.inside(place, members.values(), own), endpoint);
      } else {
        own.add(place, "must be an object");
      }
      own.throwIfAny();
      return new Parsed(number, publication, Optional.empty());
    } catch (TidingsException refusal) {
      return new Parsed(number, Optional.empty(), Optional.of(refusal));
    }
  }

  private static List<JsonTree> missing(Fields fields) {
    refuseMessages(fields);
    return List.of();
  }

  private static String place(int number) {
    return MESSAGES + "[" + number + "]";
  }

  private static List<Publication> batch(Fields fields, String endpoint) {
    List<Publication> publications = new ArrayList<>();
    List<JsonTree> messages = messages(fields);
    for (int at = 0; at < messages.size(); at++) {
      String place = place(at);
      if (messages.get(at) instanceof JsonTree.Members members) {
        one(fields.inside(place, members.values()), endpoint).ifPresent(publications::add);
      } else {
        fields.refuse(place, "must be an object");
      }
    }
    fields.refuseOthers();
    return publications;
  }

  private static List<JsonTree> messages(Fields fields) {
    if (fields.value(MESSAGES).orElseThrow() instanceof JsonTree.Items items
        && !items.values().isEmpty()
        && items.values().size() <= PubSub.MAX_BATCH) {
      return items.values();
    }
    refuseMessages(fields);
    return List.of();
  }

  private static void refuseMessages(Fields fields) {
    fields.refuse(MESSAGES, "must be a list of 1 to " + PubSub.MAX_BATCH + " objects");
  }

  /** Empty when the fields are so wrong that there is no publication; the violations say why. */
  private static Optional<Publication> one(Fields fields, String endpoint) {
    Publication.Builder builder = Publication.builder().endpoint(endpoint);
    builder.data(data(fields));
    fields
        .whole("priority", Publication.LOWEST_PRIORITY, Publication.HIGHEST_PRIORITY)
        .ifPresent(priority -> builder.priority((int) priority));
    fields
        .whole("expiration", 0, Publication.MAX_EXPIRATION.toMillis())
        .ifPresent(expiration -> builder.expiration(Duration.ofMillis(expiration)));
    fields
        .whole("deliver_after", 0, Publication.MAX_DELAY.toMillis())
        .ifPresent(delay -> builder.deliverAfter(Duration.ofMillis(delay)));
    fields.truth("has_gd").ifPresent(builder::hasGd);
    fields.parsed("msg_id", MessageId::of).ifPresent(builder::msgId);
    fields.parsed("ext_pub_time", JsonTime::parse).ifPresent(builder::extPubTime);
    addTexts(fields, builder);
    addKeys(fields, builder);
    fields.refuseOthers();
    return build(fields, builder);
  }

  private static Content data(Fields fields) {
    Optional<Content> content = fields.value("data").flatMap(PublicationJson::content);
    if (content.isEmpty()) {
      fields.refuse("data", "is required; it may be any JSON value but null");
    }
    return content.orElseGet(() -> Content.text(""));
  }

  /**
   * A JSON value as the content of a message: a string is text, everything else stays JSON. Empty
   * for null.
   */
  public static Optional<Content> content(JsonTree jsonTree) {
    if (jsonTree instanceof JsonTree.Text text) {
      return Optional.of(Content.text(text.value()));
    } else if (jsonTree instanceof JsonTree.Verbatim verbatim) {
      return Optional.of(Content.json(verbatim.json()));
    } else if (jsonTree instanceof JsonTree.Numeral numeral) {
      return Optional.of(Content.json(numeral.literal()));
    } else if (jsonTree instanceof JsonTree.Truth truth) {
      return Optional.of(Content.json(Boolean.toString(truth.value())));
    }
    return Optional.empty();
  }

  private static void addTexts(Fields fields, Publication.Builder builder) {
    fields.text("mime_type").ifPresent(builder::mimeType);
    for (TextField field : TextField.values()) {
      fields.text(field.fieldName()).ifPresent(text -> builder.text(field, text));
    }
    fields.texts("attributes").forEach(builder::attribute);
  }

  private static void addKeys(Fields fields, Publication.Builder builder) {
    fields
        .list("deliver_to", Publication.MAX_KEYS, SubscriptionKey::of)
        .ifPresent(keys -> builder.deliverTo(keys.toArray(SubscriptionKey[]::new)));
    fields
        .list("reply_to", Publication.MAX_KEYS, SubscriptionKey::of)
        .ifPresent(keys -> builder.replyTo(keys.toArray(SubscriptionKey[]::new)));
  }

  private static Optional<Publication> build(Fields fields, Publication.Builder builder) {
    try {
      return Optional.of(builder.build());
    } catch (TidingsException e) {
      fields.refuse(e);
      return Optional.empty();
    }
  }
}

package dev.tidings.broker.definitions;

import dev.tidings.api.EndpointDefinition;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionDefinition;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.definitions.DefinitionsDocument.Located;
import dev.tidings.store.topic.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads a document of definitions. A field that is not there has its default. */
public final class DefinitionsReader {
  private static final Map<String, OnNoSubs> ON_NO_SUBS =
      words(OnNoSubs.values(), OnNoSubs::wireName);
  private static final Map<String, Overflow> OVERFLOW =
      words(Overflow.values(), Overflow::wireName);
  private static final Map<String, EndpointType> TYPES =
      words(EndpointType.values(), EndpointType::wireName);
  private static final Map<String, Role> ROLES = words(Role.values(), Role::wireName);

  private DefinitionsReader() {}

  /**
   * Reads a document in YAML or JSON.
   *
   * @param substitution is done with each value
   * @throws TidingsException {@link dev.tidings.api.ErrorType#INVALID_INPUT} with every field that
   *     is wrong, and its line
   */
  public static DefinitionsDocument read(String text, UnaryOperator<String> substitution) {
    DocumentFields document = DocumentFields.of(DocumentParser.parse(text, substitution));
    DefinitionsDocument definitions =
        new DefinitionsDocument(
            list(document, "topics", DefinitionsReader::topic, TopicSettings::name),
            list(
                document,
                "endpoints",
                DefinitionsReader::endpoint,
                endpoint -> endpoint.settings().name()),
            list(
                document,
                "subscriptions",
                DefinitionsReader::subscription,
                it -> it.endpointName() + " " + it.topicName()));
    document.end();
    return definitions;
  }

  private static <T> Optional<List<Located<T>>> list(
      DocumentFields document,
      String field,
      Function<DocumentFields, T> reader,
      Function<T, String> name) {
    List<Located<T>> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    document.each(
        field,
        fields -> {
          try {
            T value = reader.apply(fields);
            if (!names.add(name.apply(value))) {
              fields.refuse(TidingsException.invalid("name", "must not be there twice"));
            }
            all.add(new Located<>(value, fields.path(), fields.line()));
          } catch (TidingsException refusal) {
            fields.refuse(refusal);
          }
        });
    return document.has(field) ? Optional.of(all) : Optional.empty();
  }

  private static TopicSettings topic(DocumentFields fields) {
    TopicSettings.Builder topic =
        TopicSettings.builder(TopicName.of("name", fields.required("name")).value());
    fields.truth("is_active").ifPresent(topic::isActive);
    fields.truth("has_gd").ifPresent(topic::hasGd);
    fields.truth("is_api_sub_allowed").ifPresent(topic::isApiSubAllowed);
    fields.choice("on_no_subs", ON_NO_SUBS).ifPresent(topic::onNoSubs);
    fields.choice("overflow", OVERFLOW).ifPresent(topic::overflow);
    fields.whole("max_depth", 1, TopicSettings.MAX_DEPTH).ifPresent(topic::maxDepth);
    fields
        .whole("max_message_size", 1, TopicSettings.MAX_MESSAGE_SIZE)
        .ifPresent(size -> topic.maxMessageSize((int) size));
    fields
        .whole("max_deliveries", 1, TopicSettings.MAX_DELIVERIES)
        .ifPresent(number -> topic.maxDeliveries((int) number));
    millis(fields, "default_expiration", Duration.ZERO, Publication.MAX_EXPIRATION)
        .ifPresent(topic::defaultExpiration);
    millis(fields, "retention", Duration.ZERO, TopicSettings.MAX_RETENTION)
        .ifPresent(topic::retention);
    millis(fields, "default_lease", ReceiveOptions.MIN_LEASE, ReceiveOptions.MAX_LEASE)
        .ifPresent(topic::defaultLease);
    return topic.build();
  }

  private static Optional<Duration> millis(
      DocumentFields fields, String field, Duration min, Duration max) {
    return fields.whole(field, min.toMillis(), max.toMillis()).stream()
        .mapToObj(Duration::ofMillis)
        .findFirst();
  }

  private static EndpointDefinition endpoint(DocumentFields fields) {
    EndpointSettings settings =
        new EndpointSettings(
            fields.required("name"),
            fields.choice("type", TYPES).orElse(EndpointType.REST),
            fields.choice("role", ROLES).orElse(Role.PUB_SUB),
            fields.text("username").orElse(""),
            fields.text("password").orElse(""),
            fields.texts("patterns").orElse(List.of()),
            fields.truth("is_active").orElse(true));
    String hash = fields.text("password_hash").orElse("");
    if (!hash.isEmpty() && !settings.password().isEmpty()) {
      throw TidingsException.invalid("password_hash", "must not be there beside a password");
    }
    return new EndpointDefinition(settings, hash);
  }

  private static SubscriptionDefinition subscription(DocumentFields fields) {
    return new SubscriptionDefinition(
        TopicName.of("topic_name", fields.required("topic_name")).value(),
        fields.required("endpoint_name"),
        fields.truth("is_active").orElse(true));
  }

  private static <T> Map<String, T> words(T[] values, Function<T, String> wireName) {
    return Arrays.stream(values).collect(Collectors.toMap(wireName, value -> value));
  }
}

package dev.tidings.transport.admin;

import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.Violations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Topics in JSON. */
final class TopicJson {
  private static final Map<String, OnNoSubs> ON_NO_SUBS =
      words(OnNoSubs.values(), OnNoSubs::wireName);
  private static final Map<String, Overflow> OVERFLOW =
      words(Overflow.values(), Overflow::wireName);

  private TopicJson() {}

  /**
   * The settings of a new topic.
   *
   * @throws TidingsException with everything that is wrong
   */
  static TopicSettings create(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    if (!fields.has("name")) {
      fields.refuse("name", "is required");
    }
    return read(fields, TopicSettings.builder(""), violations);
  }

  /** The settings with the fields of the body; those that are absent keep their value. */
  static TopicSettings change(byte[] body, TopicSettings settings) {
    Violations violations = new Violations();
    return read(Fields.of(body, violations), settings.toBuilder(), violations);
  }

  static void write(JsonOutput json, TopicDetails topic) {
    TopicSettings settings = topic.settings();
    json.object(
        fields ->
            fields
                .field("id", topic.id())
                .field("name", settings.name())
                .field("is_active", settings.isActive())
                .field("has_gd", settings.hasGd())
                .field("is_api_sub_allowed", settings.isApiSubAllowed())
                .field("on_no_subs", settings.onNoSubs().wireName())
                .field("max_depth", settings.maxDepth())
                .field("overflow", settings.overflow().wireName())
                .field("max_message_size", settings.maxMessageSize())
                .field("default_expiration", settings.defaultExpiration().toMillis())
                .field("retention", settings.retention().toMillis())
                .field("max_deliveries", settings.maxDeliveries())
                .field("default_lease", settings.defaultLease().toMillis())
                .field("created_at", JsonTime.format(topic.createdAt())));
  }

  static <T> Map<String, T> words(T[] values, Function<T, String> wireName) {
    return Arrays.stream(values).collect(Collectors.toMap(wireName, value -> value));
  }

  private static TopicSettings read(
      Fields fields, TopicSettings.Builder builder, Violations violations) {
    fields.text("name").ifPresent(builder::name);
    fields.truth("is_active").ifPresent(builder::isActive);
    fields.truth("has_gd").ifPresent(builder::hasGd);
    fields.truth("is_api_sub_allowed").ifPresent(builder::isApiSubAllowed);
    fields.choice("on_no_subs", ON_NO_SUBS).ifPresent(builder::onNoSubs);
    fields.choice("overflow", OVERFLOW).ifPresent(builder::overflow);
    readLimits(fields, builder);
    fields.refuseOthers();
    violations.throwIfAny();
    return builder.build();
  }

  private static void readLimits(Fields fields, TopicSettings.Builder builder) {
    fields.whole("max_depth", 1, TopicSettings.MAX_DEPTH).ifPresent(builder::maxDepth);
    fields
        .whole("max_message_size", 1, TopicSettings.MAX_MESSAGE_SIZE)
        .ifPresent(size -> builder.maxMessageSize((int) size));
    fields
        .whole("default_expiration", 0, Publication.MAX_EXPIRATION.toMillis())
        .ifPresent(millis -> builder.defaultExpiration(Duration.ofMillis(millis)));
    fields
        .whole("retention", 0, TopicSettings.MAX_RETENTION.toMillis())
        .ifPresent(millis -> builder.retention(Duration.ofMillis(millis)));
    readLeases(fields, builder);
  }

  private static void readLeases(Fields fields, TopicSettings.Builder builder) {
    fields
        .whole("max_deliveries", 1, TopicSettings.MAX_DELIVERIES)
        .ifPresent(number -> builder.maxDeliveries((int) number));
    fields
        .whole(
            "default_lease",
            ReceiveOptions.MIN_LEASE.toMillis(),
            ReceiveOptions.MAX_LEASE.toMillis())
        .ifPresent(millis -> builder.defaultLease(Duration.ofMillis(millis)));
  }
}

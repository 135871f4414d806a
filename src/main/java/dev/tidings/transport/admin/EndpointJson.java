package dev.tidings.transport.admin;

import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.Violations;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Endpoints in JSON. A password is read and never written. */
final class EndpointJson {
  private static final Map<String, EndpointType> TYPES =
      TopicJson.words(EndpointType.values(), EndpointType::wireName);
  private static final Map<String, Role> ROLES = TopicJson.words(Role.values(), Role::wireName);
  private static final EndpointSettings DEFAULTS =
      new EndpointSettings("", EndpointType.REST, Role.PUB_SUB, "", "", List.of(), true);

  private EndpointJson() {}

  /**
   * The settings of a new endpoint: type rest, role pub-sub and active unless the body says
   * otherwise.
   *
   * @throws TidingsException with everything that is wrong
   */
  static EndpointSettings create(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    if (!fields.has("name")) {
      fields.refuse("name", "is required");
    }
    return read(fields, DEFAULTS, violations);
  }

  /** The settings with the fields of the body; those that are absent keep their value. */
  static EndpointSettings change(byte[] body, EndpointSettings settings) {
    Violations violations = new Violations();
    return read(Fields.of(body, violations), settings, violations);
  }

  static void write(JsonOutput json, EndpointDetails endpoint) {
    EndpointSettings settings = endpoint.settings();
    json.object(
        fields ->
            fields
                .field("id", endpoint.id())
                .field("name", settings.name())
                .field("type", settings.type().wireName())
                .field("role", settings.role().wireName())
                .field("username", settings.username())
                .name("patterns")
                .array(lines -> settings.patterns().forEach(lines::text))
                .field("is_active", settings.isActive())
                .field("created_at", JsonTime.format(endpoint.createdAt())));
  }

  private static EndpointSettings read(Fields fields, EndpointSettings old, Violations violations) {
    EndpointSettings settings =
        new EndpointSettings(
            fields.text("name").orElse(old.name()),
            fields.choice("type", TYPES).orElse(old.type()),
            fields.choice("role", ROLES).orElse(old.role()),
            fields.text("username").orElse(old.username()),
            fields.text("password").orElse(""),
            fields
                .list("patterns", EndpointSettings.MAX_PATTERNS, Function.identity())
                .orElse(old.patterns()),
            fields.truth("is_active").orElse(old.isActive()));
    fields.refuseOthers();
    violations.throwIfAny();
    return settings;
  }
}

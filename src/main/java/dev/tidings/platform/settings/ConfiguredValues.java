package dev.tidings.platform.settings;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * The configured values, before any default.
 *
 * @param values of the settings that have a configured value
 * @param keys every name that any configuration source knows
 * @param variables the names in the process environment
 */
public record ConfiguredValues(
    Map<Setting, Value> values, Set<String> keys, Set<String> variables) {

  /** A text that is not empty, and the name of the source it comes from. */
  public record Value(String text, String source) {}

  /** Reads the sources of the server that this application is deployed on. */
  public static ConfiguredValues ofThisApplication() {
    Config config = ConfigProvider.getConfig(ConfiguredValues.class.getClassLoader());
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      read(config, setting).ifPresent(value -> values.put(setting, value));
    }
    return new ConfiguredValues(values, names(config), System.getenv().keySet());
  }

  Optional<Value> value(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /** The text that counts: what somebody configured, else the default, where there is one. */
  public Optional<String> text(Setting setting) {
    return value(setting).map(Value::text).or(setting::defaultText);
  }

  public boolean flag(Setting setting) {
    return text(setting).map(Boolean::parseBoolean).orElse(false);
  }

  /** Whether the setting has no value, or one in its range. */
  public boolean isValid(Setting setting) {
    return value(setting).flatMap(value -> setting.objection(value.text())).isEmpty();
  }

  /** Throws unless every name is known and every value is in its range and has an effect. */
  public void requireValid() {
    String objections =
        Stream.of(unknownNames(), wrongValues(), missingLibrary())
            .flatMap(sentences -> sentences)
            .collect(Collectors.joining(" "));
    if (!objections.isEmpty()) {
      throw new StartFailure(objections);
    }
  }

  private Stream<String> unknownNames() {
    Stream<String> unknownVariables = variables.stream().filter(SettingNames::isUnknownVariable);
    // Servers derive a key from each variable, and that guess may be none of ours.
    Stream<String> unknownKeys =
        keys.stream()
            .filter(SettingNames::isUnknownKey)
            .filter(key -> !variables.contains(SettingNames.variable(key)));
    return Stream.concat(unknownVariables, unknownKeys).sorted().map(SettingNames::objection);
  }

  private Stream<String> wrongValues() {
    return values.entrySet().stream()
        .flatMap(entry -> entry.getKey().objection(entry.getValue().text()).stream());
  }

  private Stream<String> missingLibrary() {
    boolean isServed =
        ConfiguredValues.class.getResource("/dev/tidings/transport/embedded/pages/index.html")
            != null;
    return value(Setting.HTTP_PATH).isEmpty() || isServed
        ? Stream.empty()
        : Stream.of(
            Setting.HTTP_PATH.key()
                + " needs dev.tidings:tidings-embedded-http among the libraries of the application;"
                + " tidings.war serves at its root.");
  }

  private static Optional<Value> read(Config config, Setting setting) {
    ConfigValue value = config.getConfigValue(setting.key());
    return Optional.ofNullable(value.getValue())
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> new Value(text, value.getSourceName()));
  }

  private static Set<String> names(Config config) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

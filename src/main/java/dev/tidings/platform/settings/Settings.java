package dev.tidings.platform.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * The values of all settings at the start of the application. All were validated then, so reading
 * one never fails.
 */
@ApplicationScoped
public class Settings {
  private final ConfiguredValues configuredValues;

  /** For CDI. */
  public Settings() {
    this(ConfiguredValues.ofThisApplication());
  }

  /** Outside a container. */
  public Settings(ConfiguredValues configuredValues) {
    this.configuredValues = configuredValues;
  }

  /** The text of a setting that always has one; of {@link Setting#SERVER_NAME} the host's name. */
  public String text(Setting setting) {
    return optional(setting).orElseGet(() -> derived(setting));
  }

  /** The value of a setting that is a whole number. */
  public int number(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  /** The value of a setting that is a duration. */
  public Duration duration(Setting setting) {
    return Duration.parse(text(setting));
  }

  /** The value of a setting that is true or false. */
  public boolean flag(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  /** The text of a setting, or its default, where there is one. An empty text counts as none. */
  public Optional<String> optional(Setting setting) {
    return configuredValues.text(setting);
  }

  /** Where the value comes from: the name of a configuration source, or {@code default}. */
  public String source(Setting setting) {
    return configuredValues.value(setting).map(ConfiguredValues.Value::source).orElse("default");
  }

  private static String derived(Setting setting) {
    if (setting == Setting.SERVER_NAME) {
      return hostName();
    }
    throw new IllegalArgumentException(setting.key() + " may be missing, so ask for an optional");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException hostWithoutName) {
      return "localhost";
    }
  }
}

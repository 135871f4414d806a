package dev.tidings.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Settings without a container that reads them. */
public final class SettingsOfTests {
  private SettingsOfTests() {}

  /** These, and the defaults of all others. */
  public static Settings of(Map<Setting, String> texts) {
    Map<Setting, Configuration.Value> values = new EnumMap<>(Setting.class);
    texts.forEach((setting, text) -> values.put(setting, new Configuration.Value(text, "a test")));
    return new Settings(new Configuration(values, Set.of(), Set.of()));
  }
}

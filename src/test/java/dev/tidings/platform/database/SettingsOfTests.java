package dev.tidings.platform.database;

import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Settings without a container that reads them. */
public final class SettingsOfTests {
  private SettingsOfTests() {}

  /** These, and the defaults of all others. */
  public static Settings of(Map<Setting, String> texts) {
    Map<Setting, ConfiguredValues.Value> values = new EnumMap<>(Setting.class);
    texts.forEach(
        (setting, text) -> values.put(setting, new ConfiguredValues.Value(text, "a test")));
    return new Settings(new ConfiguredValues(values, Set.of(), Set.of()));
  }
}

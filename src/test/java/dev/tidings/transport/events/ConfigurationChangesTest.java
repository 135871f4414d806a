package dev.tidings.transport.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.transport.events.ConfigurationChanges.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationChangesTest {
  private static final ConfiguredObject TOPIC = new ConfiguredObject("topic", 1, 0, "/a", true);
  private static final ConfiguredObject RENAMED = new ConfiguredObject("topic", 1, 1, "/b", true);
  private static final ConfiguredObject ENDPOINT =
      new ConfiguredObject("endpoint", 1, 3, "e", true);

  private static Figures of(ConfiguredObject... objects) {
    return new Figures(Instant.EPOCH, List.of(objects), List.of());
  }

  @Test
  void what_is_as_it_was_is_not_told() {
    assertThat(ConfigurationChanges.between(of(TOPIC, ENDPOINT), of(ENDPOINT, TOPIC))).isEmpty();
  }

  @Test
  void what_is_new_changed_or_gone_is_told() {
    assertThat(ConfigurationChanges.between(of(TOPIC), of(RENAMED, ENDPOINT)))
        .containsExactly(new Change("changed", RENAMED), new Change("created", ENDPOINT));
    assertThat(ConfigurationChanges.between(of(TOPIC, ENDPOINT), of(TOPIC)))
        .containsExactly(new Change("deleted", ENDPOINT));
  }

  @Test
  void a_change_says_to_what() {
    assertThat(new Change("changed", RENAMED).data())
        .isEqualTo(Map.of("kind", "topic", "action", "changed", "id", "1", "name", "/b"));
  }
}

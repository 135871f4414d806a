package dev.tidings.platform.metrics;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How all queues stand.
 *
 * @param objects all topics, endpoints and subscriptions
 * @param queues in the order of the ids of their subscriptions
 */
public record Figures(Instant readAt, List<ConfiguredObject> objects, List<QueueFigures> queues) {
  public static final Figures NONE = new Figures(Instant.EPOCH, List.of(), List.of());

  /**
   * Whether nothing was created, changed or deleted between them. The list is the same then, and
   * nobody compares a hundred thousand objects each second.
   */
  @SuppressWarnings("ReferenceEquality")
  public boolean hasObjectsOf(Figures other) {
    return objects == other.objects;
  }

  /** The names of all topics, by their ids. */
  public Map<Long, String> topicNames() {
    Map<Long, String> names = new LinkedHashMap<>();
    for (ConfiguredObject object : objects) {
      if (object.kind().equals(ConfiguredObject.TOPIC)) {
        names.put(object.id(), object.name());
      }
    }
    return names;
  }
}

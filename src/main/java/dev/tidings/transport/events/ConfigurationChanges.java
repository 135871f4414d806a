package dev.tidings.transport.events;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has changed in the configuration from one look to the next, by whichever node. What is
 * changed twice between two looks is told once.
 */
final class ConfigurationChanges {

  /** One change. */
  record Change(String action, ConfiguredObject object) {
    Map<String, String> data() {
      return Map.of(
          "kind", object.kind(),
          "action", action,
          "id", Long.toString(object.id()),
          "name", object.name());
    }
  }

  private record Key(String kind, long id) {}

  private ConfigurationChanges() {}

  static List<Change> between(Figures before, Figures now) {
    if (now.hasObjectsOf(before)) {
      return List.of();
    }
    Map<Key, ConfiguredObject> known = byKey(before);
    List<Change> changes = new ArrayList<>();
    for (ConfiguredObject object : now.objects()) {
      ConfiguredObject old = known.remove(new Key(object.kind(), object.id()));
      if (old == null) {
        changes.add(new Change("created", object));
      } else if (!old.equals(object)) {
        changes.add(new Change("changed", object));
      }
    }
    known.values().forEach(gone -> changes.add(new Change("deleted", gone)));
    return changes;
  }

  private static Map<Key, ConfiguredObject> byKey(Figures figures) {
    Map<Key, ConfiguredObject> byKey = new HashMap<>();
    figures.objects().forEach(object -> byKey.put(new Key(object.kind(), object.id()), object));
    return byKey;
  }
}

package dev.tidings.api;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalLong;

/**
 * Some of many objects.
 *
 * @param lastId where the next page begins; 0 when this is the last one
 */
public record Page<T>(List<T> rows, long lastId) implements Serializable {
  public Page {
    rows = List.copyOf(rows);
  }

  /** What to ask the next page {@link PageRequest#after() after}; empty on the last page. */
  public OptionalLong next() {
    return lastId == 0 ? OptionalLong.empty() : OptionalLong.of(lastId);
  }
}

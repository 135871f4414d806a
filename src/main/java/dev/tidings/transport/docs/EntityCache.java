package dev.tidings.transport.docs;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was read or made once, because it is the same until the next deployment: anybody may ask for
 * it, and as often as he likes. There are no more than there are files.
 */
final class EntityCache {
  private final Reader reader;
  private final Map<String, Entity> entities = new ConcurrentHashMap<>();

  /** Reads or makes what is at an address; empty if nothing is there. */
  @FunctionalInterface
  interface Reader {
    Optional<Entity> read(String path) throws IOException;
  }

  EntityCache(Reader reader) {
    this.reader = reader;
  }

  Optional<Entity> get(String path) throws IOException {
    Entity known = entities.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Entity> read = reader.read(path);
    read.ifPresent(entity -> entities.put(path, entity));
    return read;
  }
}

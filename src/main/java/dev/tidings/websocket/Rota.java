package dev.tidings.websocket;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Many things that are to be looked after at regular times, in parts of about the same size, one
 * part after the other: what they have to do then does not come all at once.
 */
final class Rota<T> {
  private final List<Set<T>> parts;
  private final AtomicInteger added = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();

  Rota(int parts) {
    this.parts = Stream.<Set<T>>generate(ConcurrentHashMap::newKeySet).limit(parts).toList();
  }

  void add(T one) {
    part(added).add(one);
  }

  void remove(T one) {
    parts.forEach(part -> part.remove(one));
  }

  /** The part whose turn it is; they take turns. */
  Set<T> next() {
    return part(taken);
  }

  Stream<T> all() {
    return parts.stream().flatMap(Set::stream);
  }

  private Set<T> part(AtomicInteger counter) {
    return parts.get(Math.floorMod(counter.getAndIncrement(), parts.size()));
  }
}

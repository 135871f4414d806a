package dev.tidings.transport.delivery;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Many objects that are ticked at regular times, in buckets of about the same size, one bucket
 * after the other: what they have to do then does not come all at once.
 */
final class TickBuckets<T> {
  private final List<Set<T>> buckets;
  private final AtomicInteger added = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();

  TickBuckets(int count) {
    buckets = Stream.<Set<T>>generate(ConcurrentHashMap::newKeySet).limit(count).toList();
  }

  void add(T one) {
    bucket(added).add(one);
  }

  void remove(T one) {
    buckets.forEach(bucket -> bucket.remove(one));
  }

  /** The bucket that is next, round robin. */
  Set<T> next() {
    return bucket(taken);
  }

  Stream<T> all() {
    return buckets.stream().flatMap(Set::stream);
  }

  private Set<T> bucket(AtomicInteger counter) {
    return buckets.get(Math.floorMod(counter.getAndIncrement(), buckets.size()));
  }
}

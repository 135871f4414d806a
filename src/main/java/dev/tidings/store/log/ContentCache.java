package dev.tidings.store.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Large contents that were read a moment ago. Somebody who takes few messages at a time would read
 * the same one again each time. The database is asked all the same, and says whether the checksum
 * is still that of the content here.
 */
@ApplicationScoped
class ContentCache {
  /** Reading a smaller one costs little more than the question. */
  static final int SMALLEST = 16 * 1_024;

  private static final long MOST_BYTES =
      Math.min(16L * 1_024 * 1_024, Runtime.getRuntime().maxMemory() / 32);

  private final Map<Long, TreeMap<Key, StoredSegment>> byTopic = new TreeMap<>();
  private final Queue<OfTopic> oldestFirst = new ArrayDeque<>();
  private long bytes;

  private record Key(int lane, long lastPosition) {
    static final Comparator<Key> ORDER =
        Comparator.comparingInt(Key::lane).thenComparingLong(Key::lastPosition);
  }

  private record OfTopic(long topicId, Key key) {}

  /** The first segment here that ends at a position of a lane or behind it. */
  synchronized Optional<StoredSegment> at(long topicId, int lane, long position) {
    return Optional.ofNullable(byTopic.get(topicId))
        .map(some -> some.ceilingEntry(new Key(lane, position)))
        .map(Map.Entry::getValue)
        .filter(found -> found.lane() == lane);
  }

  /** Keeps a segment, if it is large, in the place of one with the same key. */
  synchronized void put(long topicId, StoredSegment segment) {
    if (segment.content().length < SMALLEST) {
      return;
    }
    Key key = new Key(segment.lane(), segment.lastPosition());
    StoredSegment old =
        byTopic.computeIfAbsent(topicId, any -> new TreeMap<>(Key.ORDER)).put(key, segment);
    bytes += segment.content().length;
    if (old == null) {
      oldestFirst.add(new OfTopic(topicId, key));
    } else {
      bytes -= old.content().length;
    }
    while (bytes > MOST_BYTES) {
      forget(oldestFirst.remove());
    }
  }

  private void forget(OfTopic oldest) {
    TreeMap<Key, StoredSegment> some = byTopic.get(oldest.topicId());
    bytes -= some.remove(oldest.key()).content().length;
    if (some.isEmpty()) {
      byTopic.remove(oldest.topicId());
    }
  }
}

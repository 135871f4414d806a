package dev.tidings.store.log;

import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The segments that this node found damaged and that are still in the log. Readers pass them;
 * {@link DamagedSegmentRemoval} takes them out.
 */
@ApplicationScoped
public class DamagedSegments {
  private static final Log LOG = Log.of(DamagedSegments.class);

  private final Map<Long, Set<Place>> found = new ConcurrentHashMap<>();

  /** Where a damaged segment is. */
  public record Place(int lane, long firstPosition, long lastPosition) {
    /** For the log, such as {@code 1-100}. */
    String positions() {
      return firstPosition + "-" + lastPosition;
    }
  }

  /** Notes a damaged segment, and logs it the first time. */
  void report(long topicId, StoredSegment segment, DamagedContentException damage) {
    Place place = new Place(segment.lane(), segment.firstPosition(), segment.lastPosition());
    if (found.computeIfAbsent(topicId, any -> ConcurrentHashMap.newKeySet()).add(place)) {
      LOG.log(
          LogEvent.SEGMENT_DAMAGED, topicId, place.lane(), place.positions(), damage.getMessage());
    }
  }

  /** Those of a topic. */
  public Set<Place> ofTopic(long topicId) {
    return Set.copyOf(found.getOrDefault(topicId, Set.of()));
  }

  /** One is in the log no longer. */
  public void forget(long topicId, Place place) {
    found.getOrDefault(topicId, Set.of()).remove(place);
  }

  /** Forgets topics that are no longer there. */
  public void keepOnly(Set<Long> topicIds) {
    found.keySet().retainAll(topicIds);
  }
}

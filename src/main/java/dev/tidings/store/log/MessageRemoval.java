package dev.tidings.store.log;

import dev.tidings.store.log.SegmentIndex.Header;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes messages out of the middle of the log, under the topic's row lock. */
@ApplicationScoped
class MessageRemoval {
  @Inject SegmentStore segments;
  @Inject SegmentIndex index;
  @Inject SegmentReader reader;
  @Inject MessageIds ids;

  /**
   * Takes out messages that have expired. Segments of which nothing is left go, but for the newest.
   *
   * @param newest the last position of the lane, which stays in its numbering
   */
  void remove(
      Connection connection, long topicId, int lane, Set<Long> positions, long newest, Instant now)
      throws SQLException {
    List<Long> keys = index.locate(connection, topicId, lane, positions);
    List<Long> empty = new ArrayList<>();
    for (Header header : index.headers(connection, topicId, lane, keys)) {
      Set<Long> gone = positions.stream().filter(header::holds).collect(Collectors.toSet());
      boolean isAll = gone.size() >= header.count() && !header.latestExpiry().isAfter(now);
      if (isAll && header.lastPosition() != newest) {
        empty.add(header.lastPosition());
      } else if (!gone.isEmpty()) {
        shrink(connection, topicId, lane, header, gone, newest);
      }
    }
    segments.forget(connection, topicId, lane, empty);
    ids.delete(connection, topicId, lane, positions);
  }

  private void shrink(
      Connection connection, long topicId, int lane, Header header, Set<Long> gone, long newest)
      throws SQLException {
    List<Long> key = List.of(header.lastPosition());
    for (StoredSegment segment : segments.get(connection, topicId, lane, key, Instant.EPOCH)) {
      Optional<List<LogEntry>> rest = reader.without(topicId, segment, gone);
      if (rest.isPresent() && rest.get().isEmpty() && header.lastPosition() != newest) {
        segments.forget(connection, topicId, lane, key);
      } else if (rest.isPresent()) {
        replace(connection, topicId, lane, header, rest.get());
      }
    }
  }

  private void replace(
      Connection connection, long topicId, int lane, Header header, List<LogEntry> rest)
      throws SQLException {
    segments.replace(
        connection,
        topicId,
        Segment.rest(lane, header.firstPosition(), header.lastPosition(), rest));
  }

  /**
   * Moves a segment that is still damaged out of the log.
   *
   * @return whether it was there and is damaged
   */
  boolean setAside(
      Connection connection, long topicId, DamagedSegments.Place place, long newest, Instant now)
      throws SQLException {
    List<Long> key = List.of(place.lastPosition());
    Optional<Header> header =
        index.headers(connection, topicId, place.lane(), key).stream().findFirst();
    for (StoredSegment segment :
        segments.get(connection, topicId, place.lane(), key, Instant.EPOCH)) {
      if (reader.without(topicId, segment, Set.of()).isEmpty()) {
        segments.setAside(
            connection, new SegmentIndex.Key(topicId, place.lane(), place.lastPosition()), now);
        if (place.lastPosition() == newest) {
          replace(connection, topicId, place.lane(), header.orElseThrow(), List.of());
        } else {
          segments.forget(connection, topicId, place.lane(), key);
        }
        ids.deleteRange(
            connection, topicId, place.lane(), place.firstPosition(), place.lastPosition() + 1);
        return true;
      }
    }
    return false;
  }
}

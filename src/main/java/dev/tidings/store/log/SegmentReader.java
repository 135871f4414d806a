package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** Reads messages from the segments of the database; {@link MessageLog} documents each method. */
@ApplicationScoped
class SegmentReader {
  /** Segments that may be read at once whatever their size. */
  private static final int FEW = 16;

  /** Sizes that are looked at at once. */
  private static final int MANY = 1_000;

  /** The most that is read at once of more than a few. */
  private static final long MOST_BYTES = 16L * SegmentFormat.MOST_BYTES;

  @Inject SegmentStore segments;
  @Inject SegmentIndex index;
  @Inject MessageIds ids;
  @Inject DamagedSegments damagedSegments;

  EntryChunk read(Connection connection, LaneRange range, Instant now, int limit, long maxBytes)
      throws SQLException {
    var selection =
        new SegmentSelection<>(SegmentSelection.Form.ENTRIES, range::holds, now, limit, maxBytes);
    scan(connection, range, now, selection);
    return new EntryChunk(selection.taken(), selection.seen(range.to()));
  }

  List<EntryHead> readHeads(Connection connection, LaneRange range, Instant now, int limit)
      throws SQLException {
    var selection =
        new SegmentSelection<>(
            SegmentSelection.Form.HEADS, range::holds, now, limit, Long.MAX_VALUE);
    scan(connection, range, now, selection);
    return selection.taken();
  }

  /**
   * Reads on, segment by segment. There are at most as many of them as messages are still wanted,
   * unless positions are empty: then the next ones are asked for.
   */
  private void scan(
      Connection connection, LaneRange range, Instant now, SegmentSelection<?> selection)
      throws SQLException {
    LaneRange rest = range;
    while (rest.from() <= rest.to() && !selection.isFull()) {
      LaneRange next = rest.to(Math.min(rest.to(), rest.from() + selection.left() - 1));
      List<StoredSegment> some =
          rest.equals(range)
              ? segments.getFirst(connection, next, now, FEW)
              : more(connection, next, now, selection.left());
      if (some.isEmpty()) {
        return;
      }
      for (StoredSegment segment : some) {
        add(range.topicId(), segment, selection);
      }
      rest = rest.from(some.get(some.size() - 1).lastPosition() + 1);
    }
  }

  /** Many are read only as far as they are small enough together. */
  private List<StoredSegment> more(Connection connection, LaneRange range, Instant now, int limit)
      throws SQLException {
    long bytes = 0;
    long last = 0;
    for (SegmentStore.Size size : segments.sizes(connection, range, now, Math.min(limit, MANY))) {
      bytes += size.bytes();
      if (last > 0 && bytes > MOST_BYTES) {
        break;
      }
      last = size.lastPosition();
    }
    return last == 0 ? List.of() : segments.getBetween(connection, range.to(last), now);
  }

  /** What is damaged is as if it had expired. */
  private boolean add(long topicId, StoredSegment segment, SegmentSelection<?> selection)
      throws SQLException {
    try {
      selection.add(segment);
      return true;
    } catch (DamagedContentException damage) {
      damagedSegments.report(topicId, segment, damage);
      return false;
    }
  }

  List<LogEntry> readAt(
      Connection connection, long topicId, int lane, Collection<Long> positions, Instant now)
      throws SQLException {
    return at(connection, topicId, lane, positions, now, SegmentSelection.Form.ENTRIES);
  }

  List<EntryHead> readHeadsAt(
      Connection connection, long topicId, int lane, Collection<Long> positions, Instant now)
      throws SQLException {
    return at(connection, topicId, lane, positions, now, SegmentSelection.Form.HEADS);
  }

  private <T> List<T> at(
      Connection connection,
      long topicId,
      int lane,
      Collection<Long> positions,
      Instant now,
      SegmentSelection.Form<T> form)
      throws SQLException {
    Set<Long> wanted = new HashSet<>(positions);
    var selection =
        new SegmentSelection<>(form, wanted::contains, now, Integer.MAX_VALUE, Long.MAX_VALUE);
    for (StoredSegment segment : holding(connection, topicId, lane, positions, now)) {
      add(topicId, segment, selection);
    }
    return selection.taken();
  }

  private List<StoredSegment> holding(
      Connection connection, long topicId, int lane, Collection<Long> positions, Instant now)
      throws SQLException {
    if (positions.size() == 1) {
      long only = positions.iterator().next();
      return segments.getFirst(connection, new LaneRange(topicId, lane, only, only), now, 1);
    }
    List<Long> keys = index.locate(connection, topicId, lane, positions);
    return segments.get(connection, topicId, lane, keys, now);
  }

  List<LogEntry> find(Connection connection, long topicId, MessageId id) throws SQLException {
    return find(connection, id, topic -> topic == topicId).getOrDefault(topicId, List.of());
  }

  /** The entries of that id, by the id of the topic. */
  SortedMap<Long, List<LogEntry>> find(Connection connection, MessageId id) throws SQLException {
    return find(connection, id, topic -> true);
  }

  private SortedMap<Long, List<LogEntry>> find(
      Connection connection, MessageId id, LongPredicate isWanted) throws SQLException {
    SortedMap<Long, List<LogEntry>> found = new TreeMap<>();
    for (MessageIds.Place place : ids.find(connection, id)) {
      if (isWanted.test(place.topicId())) {
        List<Long> position = List.of(place.position());
        add(
            found,
            place.topicId(),
            readAt(connection, place.topicId(), place.lane(), position, Instant.EPOCH));
      }
    }
    for (SegmentIndex.Key key : index.find(connection, id)) {
      if (isWanted.test(key.topicId())) {
        add(found, key.topicId(), withId(connection, key, id));
      }
    }
    found.values().forEach(entries -> entries.sort(Comparator.comparing(LogEntry::copy)));
    return found;
  }

  private static void add(Map<Long, List<LogEntry>> found, long topicId, List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      List<LogEntry> known = found.computeIfAbsent(topicId, none -> new ArrayList<>());
      if (known.stream().noneMatch(entry::isAtPlaceOf)) {
        known.add(entry);
      }
    }
  }

  boolean exists(Connection connection, MessageId id) throws SQLException {
    if (!ids.find(connection, id).isEmpty()) {
      return true;
    }
    for (SegmentIndex.Key key : index.find(connection, id)) {
      if (!withId(connection, key, id).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<LogEntry> withId(Connection connection, SegmentIndex.Key key, MessageId id)
      throws SQLException {
    List<LogEntry> found = new ArrayList<>();
    for (StoredSegment segment :
        segments.get(
            connection, key.topicId(), key.lane(), List.of(key.lastPosition()), Instant.EPOCH)) {
      try {
        addWithId(segment, id, found);
      } catch (DamagedContentException damage) {
        damagedSegments.report(key.topicId(), segment, damage);
      }
    }
    return found;
  }

  private static void addWithId(StoredSegment segment, MessageId id, List<LogEntry> found)
      throws DamagedContentException, SQLException {
    SegmentContent content =
        new SegmentContent(segment.lane(), segment.firstPosition(), segment.content());
    while (content.next()) {
      if (content.id().equals(id)) {
        found.add(content.entry());
      }
    }
  }

  /**
   * The messages of a segment but for some, whether they live or not.
   *
   * @return empty when the segment is damaged
   */
  Optional<List<LogEntry>> without(long topicId, StoredSegment segment, Set<Long> positions)
      throws SQLException {
    var selection =
        new SegmentSelection<>(
            SegmentSelection.Form.ENTRIES,
            position -> !positions.contains(position),
            Instant.MIN,
            Integer.MAX_VALUE,
            Long.MAX_VALUE);
    return add(topicId, segment, selection) ? Optional.of(selection.taken()) : Optional.empty();
  }
}

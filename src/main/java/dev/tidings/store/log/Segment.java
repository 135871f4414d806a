package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of one lane that one row holds.
 *
 * @param lastPosition the key in its lane; it stays when the message there has expired
 * @param entries in the order of their positions, some of which may be missing
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Segment(
    int lane, long firstPosition, long lastPosition, List<LogEntry> entries, byte[] content) {
  /** How far apart the times of the ids of one segment may be, in milliseconds. */
  static final long MOST_ID_TIME = 200;

  private static final int TIME_BYTES = 6;

  /** The times of ids, in milliseconds, from the first to the last. */
  record IdTimes(long from, long until) {
    static final IdTimes NONE = new IdTimes(-1, -1);
  }

  /** Puts messages into segments, those of one lane in the order given. */
  static List<Segment> of(List<LogEntry> placed) {
    Map<Integer, List<LogEntry>> byLane = new LinkedHashMap<>();
    for (LogEntry entry : placed) {
      byLane.computeIfAbsent(entry.lane(), any -> new ArrayList<>()).add(entry);
    }
    List<Segment> segments = new ArrayList<>();
    byLane.values().forEach(some -> addSegments(segments, some));
    return segments;
  }

  private static void addSegments(List<Segment> segments, List<LogEntry> ofLane) {
    int from = 0;
    while (from < ofLane.size()) {
      LogEntry first = ofLane.get(from);
      SegmentEncoder encoder = new SegmentEncoder(first.lane(), first.position());
      int to = from;
      while (to < ofLane.size() && encoder.add(ofLane.get(to))) {
        to++;
      }
      List<LogEntry> entries = List.copyOf(ofLane.subList(from, to));
      long last = entries.get(entries.size() - 1).position();
      segments.add(new Segment(first.lane(), first.position(), last, entries, encoder.toBytes()));
      from = to;
    }
  }

  /** A segment at a place of its own with fewer messages, perhaps none. */
  static Segment rest(int lane, long firstPosition, long lastPosition, List<LogEntry> entries) {
    SegmentEncoder encoder = new SegmentEncoder(lane, firstPosition);
    for (LogEntry entry : entries) {
      if (!encoder.add(entry)) {
        throw new IllegalArgumentException("A part of a segment is larger than the whole");
      }
    }
    return new Segment(lane, firstPosition, lastPosition, entries, encoder.toBytes());
  }

  Instant storedAt() {
    return entries.stream()
        .map(LogEntry::publishedAt)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  Instant oldestAt() {
    return entries.stream()
        .map(LogEntry::publishedAt)
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  Instant earliestExpiry() {
    return entries.stream()
        .map(LogEntry::expiresAt)
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  Instant latestExpiry() {
    return entries.stream()
        .map(LogEntry::expiresAt)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** Of the ids that the segment itself tells. */
  IdTimes idTimes() {
    long until = lastIdTime();
    return entries.stream()
        .filter(Segment::mayTellId)
        .mapToLong(entry -> time(entry.id()))
        .filter(time -> time >= until - MOST_ID_TIME)
        .min()
        .stream()
        .mapToObj(from -> new IdTimes(from, until))
        .findFirst()
        .orElse(IdTimes.NONE);
  }

  /** The messages whose ids the segment does not tell. */
  List<LogEntry> withIdApart() {
    long until = lastIdTime();
    return entries.stream()
        .filter(entry -> !mayTellId(entry) || time(entry.id()) < until - MOST_ID_TIME)
        .toList();
  }

  private long lastIdTime() {
    return entries.stream()
        .filter(Segment::mayTellId)
        .mapToLong(entry -> time(entry.id()))
        .max()
        .orElse(-1);
  }

  private static boolean mayTellId(LogEntry entry) {
    return entry.copy() == 0 && entry.publication().msgId().isEmpty();
  }

  /** When an id was made, in milliseconds, if Tidings made it. */
  static long time(MessageId id) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).putShort((short) 0);
    return bytes.put(id.toBytes(), 0, TIME_BYTES).getLong(0);
  }
}

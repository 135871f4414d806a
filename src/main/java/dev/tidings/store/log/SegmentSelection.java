package dev.tidings.store.log;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/**
 * Takes the living messages that a read is about out of segments, in their order, up to a limit.
 */
final class SegmentSelection<T> {
  private final LongPredicate isWanted;
  private final Instant now;
  private final int limit;
  private final long maxBytes;
  private final Form<T> form;
  private final List<T> taken = new ArrayList<>();
  private long bytes;
  private long lastTaken;
  private boolean hasRefused;

  /** What is read of each message. */
  record Form<T>(Reader<T> reader, ToLongFunction<T> size) {
    static final Form<LogEntry> ENTRIES = new Form<>(SegmentContent::entry, LogEntry::size);
    static final Form<EntryHead> HEADS = new Form<>(SegmentContent::head, head -> 0);
  }

  /** Reads the current message. */
  @FunctionalInterface
  interface Reader<T> {
    T read(SegmentContent content) throws DamagedContentException;
  }

  /**
   * A selection without anything.
   *
   * @param isWanted which positions
   * @param maxBytes of all but the first
   */
  SegmentSelection(Form<T> form, LongPredicate isWanted, Instant now, int limit, long maxBytes) {
    this.form = form;
    this.isWanted = isWanted;
    this.now = now;
    this.limit = limit;
    this.maxBytes = maxBytes;
  }

  /**
   * Adds what is wanted of a segment, as far as it fits.
   *
   * @throws DamagedContentException when the segment is damaged; then nothing of it is added
   */
  void add(StoredSegment segment) throws DamagedContentException, SQLException {
    int countBefore = taken.size();
    long bytesBefore = bytes;
    try {
      addAll(new SegmentContent(segment.lane(), segment.firstPosition(), segment.content()));
    } catch (DamagedContentException damage) {
      taken.subList(countBefore, taken.size()).clear();
      bytes = bytesBefore;
      throw damage;
    }
  }

  private void addAll(SegmentContent content) throws DamagedContentException {
    while (!isFull() && content.next()) {
      if (isWanted.test(content.position()) && content.expiresAt().isAfter(now)) {
        add(content.position(), form.reader().read(content));
      }
    }
  }

  private void add(long position, T one) {
    long size = form.size().applyAsLong(one);
    if (!taken.isEmpty() && bytes + size > maxBytes) {
      hasRefused = true;
      return;
    }
    bytes += size;
    taken.add(one);
    lastTaken = position;
  }

  boolean isFull() {
    return hasRefused || taken.size() >= limit;
  }

  /** How many more there may be. */
  int left() {
    return limit - taken.size();
  }

  List<T> taken() {
    return taken;
  }

  /** How far the messages up to a position were seen, which is all the way unless it is full. */
  long seen(long last) {
    return isFull() && !taken.isEmpty() ? lastTaken : last;
  }
}

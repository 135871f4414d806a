package dev.tidings.store.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A cache of the messages that this node has just appended, so that waiting receivers need not read
 * them from the database. It answers a read only if it has every position of the range and none of
 * them has expired or is about to, so that the result equals that of the database.
 */
@ApplicationScoped
public class RecentEntryCache {
  private static final long MOST_BYTES =
      Math.min(64L * 1_024 * 1_024, Runtime.getRuntime().maxMemory() / 8);

  /** What an entry takes besides its data. */
  private static final long OVERHEAD = 1_024;

  /**
   * After that the database is asked, whatever became of it: one that lost its latest commits in a
   * crash of its own is not contradicted for long.
   */
  private static final Duration LIFE = Duration.ofMillis(100);

  /** Another node's clock may be ahead, and its cleaner have removed what lives here. */
  private static final Duration SAFETY = Duration.ofSeconds(5);

  private final long mostBytes;
  private final LongSupplier nanoTime;
  private final Map<LaneId, RecentEntryRun> runs = new HashMap<>();
  private final Deque<Part> oldestFirst = new ArrayDeque<>();
  private final AtomicLong served = new AtomicLong();
  private long bytes;

  private record LaneId(long topicId, int lane) {}

  /** What was added to a run at once; a run that is not the lane's any more counts no more. */
  private record Part(LaneId lane, RecentEntryRun run, int count, long bytes, long since) {}

  public RecentEntryCache() {
    this(MOST_BYTES, System::nanoTime);
  }

  RecentEntryCache(long mostBytes, LongSupplier nanoTime) {
    this.mostBytes = mostBytes;
    this.nanoTime = nanoTime;
  }

  /** Remembers entries of a topic, in their order, which are committed. */
  public synchronized void add(long topicId, List<LogEntry> entries) {
    Map<Integer, List<LogEntry>> byLane = new HashMap<>();
    for (LogEntry entry : entries) {
      byLane.computeIfAbsent(entry.lane(), any -> new ArrayList<>()).add(entry);
    }
    byLane.forEach((lane, some) -> add(new LaneId(topicId, lane), some));
    forgetOld();
  }

  private void add(LaneId lane, List<LogEntry> some) {
    RecentEntryRun known = runs.get(lane);
    long from = some.get(0).position();
    if (known != null && some.get(some.size() - 1).position() < known.first()) {
      // A later transaction was faster to say so.
      return;
    }
    RecentEntryRun run = known;
    if (known == null || known.next() != from) {
      // Another node appended in between, or the database has forgotten what is known here.
      forget(lane);
      run = new RecentEntryRun(from);
      runs.put(lane, run);
    }
    run.add(some);
    long size = some.stream().mapToLong(RecentEntryCache::size).sum();
    bytes += size;
    oldestFirst.add(new Part(lane, run, some.size(), size, nanoTime.getAsLong()));
  }

  private static long size(LogEntry entry) {
    int attributes =
        entry.publication().attributes().entrySet().stream()
            .mapToInt(one -> one.getKey().length() + one.getValue().length())
            .sum();
    return entry.size() + attributes + OVERHEAD;
  }

  private void forgetOld() {
    long oldest = nanoTime.getAsLong() - LIFE.toNanos();
    while (!oldestFirst.isEmpty()
        && (bytes > mostBytes || oldestFirst.getFirst().since() - oldest < 0)) {
      Part part = oldestFirst.removeFirst();
      bytes -= part.bytes();
      if (!part.run().isEmpty()) {
        part.run().forgetFirst(part.count());
      }
      if (part.run().isEmpty()) {
        runs.remove(part.lane(), part.run());
      }
    }
  }

  private void forget(LaneId lane) {
    RecentEntryRun run = runs.remove(lane);
    if (run != null) {
      run.forgetAll();
    }
  }

  /** Forgets a topic: it is deleted, or some of its messages are. */
  public synchronized void forget(long topicId) {
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      forget(new LaneId(topicId, lane));
    }
  }

  /** Forgets everything: nobody knows what became of the database meanwhile. */
  public synchronized void forgetAll() {
    List.copyOf(runs.keySet()).forEach(this::forget);
  }

  /** How many entries did not have to be read from the database. */
  public long served() {
    return served.get();
  }

  /** As {@link MessageLog#read}; empty when the database has to be asked. */
  Optional<EntryChunk> read(LaneRange range, Instant now, int limit, long maxBytes) {
    return range(range.topicId(), range.lane(), range.from(), range.to(), now, limit)
        .map(entries -> chunk(entries.subList(0, fitting(entries, maxBytes))));
  }

  /** There is an entry at each position. */
  private EntryChunk chunk(List<LogEntry> entries) {
    return new EntryChunk(serve(entries), entries.get(entries.size() - 1).position());
  }

  /** How many of the first have at most so much data; one always does. */
  private static int fitting(List<LogEntry> entries, long maxBytes) {
    long sum = entries.get(0).size();
    int fitting = 1;
    while (fitting < entries.size() && sum + entries.get(fitting).size() <= maxBytes) {
      sum += entries.get(fitting).size();
      fitting++;
    }
    return fitting;
  }

  private synchronized Optional<List<LogEntry>> range(
      long topicId, int lane, long from, long to, Instant now, int limit) {
    forgetOld();
    return Optional.ofNullable(runs.get(new LaneId(topicId, lane)))
        .flatMap(run -> run.range(from, to, limit))
        .filter(entries -> areSafe(entries, now));
  }

  /** As {@link MessageLog#readAt}; empty when the database has to be asked. */
  Optional<List<LogEntry>> readAt(long topicId, int lane, Collection<Long> positions, Instant now) {
    return at(topicId, lane, positions, now).map(this::serve);
  }

  private synchronized Optional<List<LogEntry>> at(
      long topicId, int lane, Collection<Long> positions, Instant now) {
    forgetOld();
    RecentEntryRun run = runs.get(new LaneId(topicId, lane));
    return run != null && positions.stream().allMatch(run::contains)
        ? Optional.of(new TreeSet<>(positions).stream().map(run::at).toList())
            .filter(entries -> areSafe(entries, now))
        : Optional.empty();
  }

  private static boolean areSafe(List<LogEntry> entries, Instant now) {
    Instant limit = now.plus(SAFETY);
    return entries.stream().allMatch(entry -> entry.expiresAt().isAfter(limit));
  }

  private List<LogEntry> serve(List<LogEntry> entries) {
    served.addAndGet(entries.size());
    return entries.stream().map(MessageRow::asStored).toList();
  }
}

package dev.tidings.store.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries of one lane at consecutive positions. Not thread-safe. */
final class RecentEntryRun {
  private final List<LogEntry> entries = new ArrayList<>();

  /** How many at the beginning are forgotten; their places are given up from time to time. */
  private int forgotten;

  /** The position of the first one that is not forgotten. */
  private long first;

  RecentEntryRun(long first) {
    this.first = first;
  }

  long first() {
    return first;
  }

  /** The position after the last one. */
  long next() {
    return first + entries.size() - forgotten;
  }

  boolean isEmpty() {
    return next() == first;
  }

  void add(List<LogEntry> some) {
    entries.addAll(some);
  }

  void forgetFirst(int count) {
    for (int i = 0; i < count; i++) {
      entries.set(forgotten + i, null);
    }
    forgotten += count;
    first += count;
    if (forgotten > entries.size() / 2) {
      entries.subList(0, forgotten).clear();
      forgotten = 0;
    }
  }

  void forgetAll() {
    forgetFirst(entries.size() - forgotten);
  }

  /** The first {@code limit} of the positions from one to another; empty if any is missing. */
  Optional<List<LogEntry>> range(long from, long to, int limit) {
    long last = to - from < limit ? to : from + limit - 1;
    return contains(from) && contains(last) && from <= last
        ? Optional.of(List.copyOf(entries.subList(index(from), index(last) + 1)))
        : Optional.empty();
  }

  boolean contains(long position) {
    return position >= first && position < next();
  }

  LogEntry at(long position) {
    return entries.get(index(position));
  }

  private int index(long position) {
    return (int) (position - first) + forgotten;
  }
}

package dev.tidings.store.log;

import java.util.List;

/**
 * Entries of one lane in their order.
 *
 * @param seen up to this position of those that were asked for there are no others
 */
public record EntryChunk(List<LogEntry> entries, long seen) {}

package dev.tidings.store.queue.read;

import dev.tidings.store.log.LogEntry;

/**
 * The limit on what one call may deliver. The first message always fits, so that no message is too
 * large to be delivered at all.
 */
public final class ReceiveBudget {
  /** What a message takes in memory besides its data. */
  private static final long OVERHEAD = 1_024;

  /** Rows that may be read at once whatever their size. */
  static final int SMALLEST_CHUNK = 16;

  private static final int LARGEST_CHUNK = 1_000;

  /** Data that may be read at once. */
  private static final long CHUNK_BYTES = 16L * 1_024 * 1_024;

  private final int messages;
  private final long bytes;
  private int aheadLeft = Integer.MAX_VALUE;
  private int messagesTaken;
  private long bytesTaken;
  private boolean hasRefused;

  /**
   * A budget.
   *
   * @param bytes of data, each message counted as 1 KiB more than its data
   */
  public ReceiveBudget(int messages, long bytes) {
    this.messages = messages;
    this.bytes = bytes;
  }

  /**
   * Bounds the messages from ahead of the cursor by themselves, those that came back being free.
   */
  ReceiveBudget withAhead(int most) {
    aheadLeft = Math.max(0, most);
    return this;
  }

  /** As {@link #take}, of a message from ahead of the cursor. */
  boolean takeAhead(LogEntry entry) {
    boolean isTaken = hasRoomAhead() && take(entry);
    aheadLeft -= isTaken ? 1 : 0;
    return isTaken;
  }

  boolean hasRoomAhead() {
    return aheadLeft > 0;
  }

  boolean take(LogEntry entry) {
    long size = entry.size() + OVERHEAD;
    if (messagesTaken == messages || (messagesTaken > 0 && bytesTaken + size > bytes)) {
      hasRefused = true;
      return false;
    }
    messagesTaken++;
    bytesTaken += size;
    return true;
  }

  boolean isSpent() {
    return hasRefused || messagesTaken == messages;
  }

  /** Whether there was a message that did not fit any more. */
  boolean hasRefused() {
    return hasRefused;
  }

  /** How many messages to read at once if their sizes are looked at. */
  int longChunk() {
    return Math.min(LARGEST_CHUNK, Math.min(messages - messagesTaken, aheadLeft));
  }

  /** How much data to read at once; one message may be larger. */
  long chunkBytes() {
    return Math.max(1, Math.min(CHUNK_BYTES, bytes - bytesTaken));
  }

  /**
   * How many rows to read at once as they are, so that a chunk of rows as large as the last ones is
   * small.
   */
  int chunk() {
    long average = messagesTaken == 0 ? CHUNK_BYTES / SMALLEST_CHUNK : bytesTaken / messagesTaken;
    long rows = Math.min(CHUNK_BYTES / average, LARGEST_CHUNK);
    return (int) Math.min(Math.max(rows, SMALLEST_CHUNK), messages - messagesTaken);
  }
}

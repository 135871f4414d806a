package dev.tidings.transport.delivery;

/**
 * How much a session may have that is not settled. The rest stays in the queue, where other
 * consumers can get it.
 *
 * @param bytes the data of each message, and 1 KiB for it
 */
public record PrefetchWindow(long messages, long bytes) {

  /** What is left of it beside that much; negative where even that is too much. */
  PrefetchWindow without(long usedMessages, long usedBytes) {
    return new PrefetchWindow(messages - usedMessages, bytes - usedBytes);
  }

  /** Whether so much of it is free that a receive is worth it: not for each settled message. */
  boolean isWorthFilling(PrefetchWindow free) {
    return free.messages >= Math.max(1, messages / 4) && free.bytes >= bytes / 4;
  }

  /** The part of one of so many consumers; at least one message and one byte. */
  PrefetchWindow share(int consumers) {
    return new PrefetchWindow(Math.max(1, messages / consumers), Math.max(1, bytes / consumers));
  }
}

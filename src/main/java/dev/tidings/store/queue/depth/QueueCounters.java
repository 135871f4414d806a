package dev.tidings.store.queue.depth;

import dev.tidings.store.log.LanePositions;

/**
 * The counters of a queue at one moment.
 *
 * @param cursor everything before it is done, except what is counted here
 * @param removed messages removed ahead of the cursor
 * @param returned messages that wait for redelivery or are addressed to this queue
 * @param open leased messages, whether their lease has ended or not
 * @param hasOverdue whether a lease has ended whose messages have not been returned yet
 */
record QueueCounters(
    LanePositions cursor, long removed, long returned, long open, boolean hasOverdue) {

  /** How much is held beside the cursor. */
  long beside() {
    return returned + open;
  }
}

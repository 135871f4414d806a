package dev.tidings.queue;

import dev.tidings.log.Positions;

/**
 * How a queue stood at one moment.
 *
 * @param cursor everything before it is done, except what is counted here
 * @param removed ahead of the cursor
 * @param returned on its way back, or addressed to this queue
 * @param open leased, whether the lease lives or not
 * @param hasOverdue whether a lease has ended that nobody has noticed
 */
record Standing(Positions cursor, long removed, long returned, long open, boolean hasOverdue) {

  /** How much is held beside the cursor. */
  long beside() {
    return returned + open;
  }
}

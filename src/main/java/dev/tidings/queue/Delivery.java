package dev.tidings.queue;

import dev.tidings.log.Lane;
import dev.tidings.log.LogEntry;

/**
 * One message as one queue hands it out.
 *
 * @param deliveryCount how often it was handed out under a lease before
 */
public record Delivery(LogEntry entry, int deliveryCount) {
  /** Addressed messages are held beside the cursor; all others are reached by it. */
  public boolean isAddressed() {
    return entry.lane() == Lane.ADDRESSED;
  }
}

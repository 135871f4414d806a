package dev.tidings.queue;

import dev.tidings.api.Receipt;
import dev.tidings.log.Lane;
import dev.tidings.log.LogEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * One message as delivered from one queue.
 *
 * @param deliveryCount how often it was delivered under a lease, this delivery included
 * @param held where it was held beside the cursor; empty if the cursor reached it
 * @param lease what settles it; empty if it was delivered without a lease
 */
public record Delivery(
    LogEntry entry, int deliveryCount, Optional<Held> held, Optional<Terms> lease) {

  /** The terms of a leased delivery. */
  public record Terms(Receipt receipt, Instant until) {}

  static Delivery ofHeld(LogEntry entry, Held held) {
    return new Delivery(entry, held.deliveryCount(), Optional.of(held), Optional.empty());
  }

  static Delivery ofLane(LogEntry entry) {
    return new Delivery(entry, 0, Optional.empty(), Optional.empty());
  }

  Delivery leased(Receipt receipt, Instant until) {
    Terms terms = new Terms(receipt, until);
    return new Delivery(entry, deliveryCount + 1, held, Optional.of(terms));
  }

  /** Addressed messages are always held beside the cursor. */
  public boolean isAddressed() {
    return entry.lane() == Lane.ADDRESSED;
  }
}

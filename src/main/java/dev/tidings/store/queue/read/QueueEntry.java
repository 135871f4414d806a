package dev.tidings.store.queue.read;

import dev.tidings.api.Receipt;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.inflight.InFlight;
import java.time.Instant;
import java.util.Optional;

/**
 * One message as delivered from one queue.
 *
 * @param deliveryCount how often it was delivered under a lease, this delivery included
 * @param inFlight where it was held beside the cursor; empty if the cursor reached it
 * @param lease what settles it; empty if it was delivered without a lease
 */
public record QueueEntry(
    LogEntry entry, int deliveryCount, Optional<InFlight> inFlight, Optional<Terms> lease) {

  /** The terms of a leased delivery. */
  public record Terms(Receipt receipt, Instant until) {}

  static QueueEntry ofInFlight(LogEntry entry, InFlight inFlight) {
    return new QueueEntry(entry, inFlight.deliveryCount(), Optional.of(inFlight), Optional.empty());
  }

  static QueueEntry ofLane(LogEntry entry) {
    return new QueueEntry(entry, 0, Optional.empty(), Optional.empty());
  }

  QueueEntry leased(Receipt receipt, Instant until) {
    Terms terms = new Terms(receipt, until);
    return new QueueEntry(entry, deliveryCount + 1, inFlight, Optional.of(terms));
  }

  /** Addressed messages are always held beside the cursor. */
  public boolean isAddressed() {
    return entry.lane() == Lane.ADDRESSED;
  }
}

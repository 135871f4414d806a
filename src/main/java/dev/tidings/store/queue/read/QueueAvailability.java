package dev.tidings.store.queue.read;

import java.time.Instant;
import java.util.Optional;

/**
 * What receivers can expect of a queue.
 *
 * @param isReady whether there is something to receive now; {@code false} is exact as long as
 *     nothing is committed
 * @param isHeldBack whether there would be more if fewer messages were leased or waiting for
 *     redelivery
 * @param nextReturn when the first message returns to the queue by itself, by the database's clock;
 *     empty if none does
 */
public record QueueAvailability(boolean isReady, boolean isHeldBack, Optional<Instant> nextReturn) {
  /** Whether nothing can come before somebody publishes something or sends something back. */
  public boolean isEmpty() {
    return !isReady && !isHeldBack && nextReturn.isEmpty();
  }
}

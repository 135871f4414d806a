package dev.tidings.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * What receivers can expect of a queue.
 *
 * @param isReady whether there is something to receive now; a no is exact as long as nobody commits
 *     anything
 * @param isHeldBack whether there would be more if less of it were leased or on its way back
 * @param nextReturn when something comes back by itself, the first of it, by the database's clock;
 *     empty when nothing does
 */
public record Outlook(boolean isReady, boolean isHeldBack, Optional<Instant> nextReturn) {
  /** Whether nothing can come before somebody publishes something or sends something back. */
  public boolean isEmpty() {
    return !isReady && !isHeldBack && nextReturn.isEmpty();
  }
}

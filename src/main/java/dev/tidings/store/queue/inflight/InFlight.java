package dev.tidings.store.queue.inflight;

import java.util.Comparator;

/**
 * A message that a queue holds beside its cursor.
 *
 * @param deliveryCount how often it was delivered under a lease
 * @param granted deliveries in addition to the topic's maximum
 */
public record InFlight(int priority, int lane, long position, int deliveryCount, int granted)
    implements Comparable<InFlight> {

  private static final Comparator<InFlight> ORDER =
      Comparator.comparing((InFlight inFlight) -> -inFlight.priority)
          .thenComparing(InFlight::lane)
          .thenComparing(InFlight::position);

  /** The first place of a priority that counts. */
  public record Start(int priority, int lane, long position) {
    public boolean isAtOrBefore(InFlight inFlight) {
      return inFlight.lane > lane || (inFlight.lane == lane && inFlight.position >= position);
    }
  }

  public Start next() {
    return new Start(priority, lane, position + 1);
  }

  /** Which delivery the next one is. */
  int nextDelivery() {
    return deliveryCount + 1;
  }

  /** In the order of delivery. */
  @Override
  public int compareTo(InFlight other) {
    return ORDER.compare(this, other);
  }
}

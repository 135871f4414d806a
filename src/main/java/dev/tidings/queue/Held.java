package dev.tidings.queue;

import java.util.Comparator;

/**
 * A message that a queue holds beside its cursor.
 *
 * @param deliveryCount how often it was delivered under a lease
 * @param granted deliveries in addition to the topic's maximum
 */
record Held(int priority, int lane, long position, int deliveryCount, int granted)
    implements Comparable<Held> {

  private static final Comparator<Held> ORDER =
      Comparator.comparing((Held held) -> -held.priority)
          .thenComparing(Held::lane)
          .thenComparing(Held::position);

  /** The first place of a priority that counts. */
  record Start(int priority, int lane, long position) {
    boolean isAtOrBefore(Held held) {
      return held.lane > lane || (held.lane == lane && held.position >= position);
    }
  }

  Start next() {
    return new Start(priority, lane, position + 1);
  }

  /** Which delivery the next one is. */
  int nextDelivery() {
    return deliveryCount + 1;
  }

  /** In the order of delivery. */
  @Override
  public int compareTo(Held other) {
    return ORDER.compare(this, other);
  }
}

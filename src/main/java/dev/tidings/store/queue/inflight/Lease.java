package dev.tidings.store.queue.inflight;

import java.time.Instant;
import java.util.BitSet;

/**
 * A receiver's lease on one lane: up to {@value #MAX_POSITIONS} positions, each open until it is
 * settled.
 *
 * @param token random, so that a receipt never matches another lease
 * @param part distinguishes leases with one token, which were one lease until some of its positions
 *     were extended
 * @param open which positions are open, counted from the first one
 * @param deliveryCount which delivery of its messages this is
 * @param granted deliveries in addition to the topic's maximum
 * @param deadline when all open positions return to the queue, by the database's clock
 */
public record Lease(
    long token,
    int part,
    int priority,
    int lane,
    long firstPosition,
    BitSet open,
    int deliveryCount,
    int granted,
    Instant deadline) {

  public static final int MAX_POSITIONS = 1_000;

  public boolean isLive(Instant now) {
    return deadline.isAfter(now);
  }

  /** Whether its messages are dead when it ends, being delivered as often as they may. */
  public boolean isLast(int maxDeliveries) {
    return deliveryCount >= maxDeliveries + granted;
  }

  public int openCount() {
    return open.cardinality();
  }

  long lastPosition() {
    return firstPosition + open.length() - 1;
  }

  long firstOpen() {
    return firstPosition + open.nextSetBit(0);
  }

  boolean isOpen(long position) {
    long index = position - firstPosition;
    return index >= 0 && index < open.length() && open.get((int) index);
  }

  /** The same without some positions. */
  Lease without(BitSet settled) {
    BitSet rest = (BitSet) open.clone();
    rest.andNot(settled);
    return with(part, rest, deadline);
  }

  /** The same with nothing open but these positions. */
  Lease only(BitSet some) {
    return with(part, some, deadline);
  }

  /** Some of its positions as a lease of their own that ends at another time. */
  Lease split(int newPart, BitSet some, Instant newDeadline) {
    return with(newPart, some, newDeadline);
  }

  Lease until(Instant newDeadline) {
    return with(part, open, newDeadline);
  }

  private Lease with(int newPart, BitSet newOpen, Instant newDeadline) {
    return new Lease(
        token,
        newPart,
        priority,
        lane,
        firstPosition,
        newOpen,
        deliveryCount,
        granted,
        newDeadline);
  }
}

package dev.tidings.transport.delivery;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that were sent together, and those of them that are not settled yet. Keeps receipts and
 * sizes, not the messages.
 */
public final class Delivery {
  /** What a message takes in memory besides its data. */
  private static final int OVERHEAD = 1_024;

  private final String id;
  private final SubscriptionKey key;
  private final Map<Receipt, Integer> open = new LinkedHashMap<>();
  private final long position;
  private final long sentAt;
  private Instant leasedUntil;

  /**
   * A delivery.
   *
   * @param position where it is in what the connection sends
   * @param sentAt as {@link System#nanoTime()} says
   */
  public Delivery(String id, List<Message> messages, long position, long sentAt) {
    this.id = id;
    this.key = messages.get(0).subKey();
    this.position = position;
    this.sentAt = sentAt;
    this.leasedUntil = messages.get(0).leasedUntil().orElseThrow();
    for (Message message : messages) {
      open.put(message.receipt().orElseThrow(), message.size() + OVERHEAD);
    }
  }

  /** What a client settles it by. */
  public String id() {
    return id;
  }

  public SubscriptionKey key() {
    return key;
  }

  /** Of the messages that are not settled. */
  public List<Receipt> receipts() {
    return List.copyOf(open.keySet());
  }

  public long bytes() {
    return open.values().stream().mapToLong(Integer::longValue).sum();
  }

  public long position() {
    return position;
  }

  public long sentAt() {
    return sentAt;
  }

  public Instant leasedUntil() {
    return leasedUntil;
  }

  public void leaseUntil(Instant end) {
    leasedUntil = end;
  }

  /**
   * One of its messages is settled, or belongs to another consumer now.
   *
   * @return the bytes that it counted for
   */
  public int forget(Receipt receipt) {
    return open.remove(receipt);
  }

  public boolean isSettled() {
    return open.isEmpty();
  }
}

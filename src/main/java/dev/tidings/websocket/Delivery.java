package dev.tidings.websocket;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages that were sent together, and those of them that are not settled yet. */
final class Delivery {
  /** What a message takes in memory besides its data. */
  private static final int OVERHEAD = 1_024;

  private final String id;
  private final SubscriptionKey key;
  private final Map<Receipt, Integer> open = new LinkedHashMap<>();
  private final long ping;
  private final long sentAt;
  private Instant leasedUntil;

  /**
   * A delivery.
   *
   * @param ping the number of the first ping after it
   * @param sentAt as {@link System#nanoTime()} says
   */
  Delivery(String id, List<Message> messages, long ping, long sentAt) {
    this.id = id;
    this.key = messages.get(0).subKey();
    this.ping = ping;
    this.sentAt = sentAt;
    this.leasedUntil = messages.get(0).leasedUntil().orElseThrow();
    for (Message message : messages) {
      open.put(message.receipt().orElseThrow(), message.size() + OVERHEAD);
    }
  }

  /** What a client answers to. */
  String id() {
    return id;
  }

  SubscriptionKey key() {
    return key;
  }

  List<Receipt> receipts() {
    return List.copyOf(open.keySet());
  }

  long bytes() {
    return open.values().stream().mapToLong(Integer::longValue).sum();
  }

  long ping() {
    return ping;
  }

  long sentAt() {
    return sentAt;
  }

  Instant leasedUntil() {
    return leasedUntil;
  }

  void leaseUntil(Instant end) {
    leasedUntil = end;
  }

  /**
   * Somebody else has settled one of them, or has it now.
   *
   * @return the bytes that it counted for
   */
  int forget(Receipt receipt) {
    return open.remove(receipt);
  }

  boolean isSettled() {
    return open.isEmpty();
  }
}

package dev.tidings.transport.delivery;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Messages that were sent together, and those of them that are not settled yet. Keeps receipts and
 * sizes, not the messages.
 */
public final class Delivery {
  /** What a message takes in memory besides its data. */
  private static final int OVERHEAD = 1_024;

  /** Of the ids of deliveries that have more than one message; hexadecimal. */
  private static final int ID_DIGITS = 24;

  private final String id;
  private final SubscriptionKey key;
  private final Map<Receipt, Integer> open = new LinkedHashMap<>();
  private final long position;
  private final long sentAt;
  private Instant leasedUntil;

  /**
   * One that is about to be sent.
   *
   * @param position where it is in what the connection sends
   * @param sentAt as {@link System#nanoTime()} says
   */
  Delivery(List<Message> messages, long position, long sentAt) {
    this(idOf(messages), messages, position, sentAt);
  }

  Delivery(String id, List<Message> messages, long position, long sentAt) {
    this.id = id;
    this.key = messages.get(0).subKey();
    this.position = position;
    this.sentAt = sentAt;
    this.leasedUntil = messages.get(0).leasedUntil().orElseThrow();
    for (Message message : messages) {
      open.put(message.receipt().orElseThrow(), message.size() + OVERHEAD);
    }
  }

  /** A message alone has its own, so that it replaces itself when it comes again. */
  private static String idOf(List<Message> messages) {
    return messages.size() > 1
        ? UUID.randomUUID().toString().replace("-", "").substring(0, ID_DIGITS)
        : messages.get(0).msgId().toString();
  }

  /** What a client settles it by. */
  public String id() {
    return id;
  }

  SubscriptionKey key() {
    return key;
  }

  /** Of the messages that are not settled. */
  List<Receipt> receipts() {
    return List.copyOf(open.keySet());
  }

  long bytes() {
    return open.values().stream().mapToLong(Integer::longValue).sum();
  }

  public long position() {
    return position;
  }

  public long sentAt() {
    return sentAt;
  }

  Instant leasedUntil() {
    return leasedUntil;
  }

  void leaseUntil(Instant end) {
    leasedUntil = end;
  }

  /**
   * One of its messages is settled, or belongs to another consumer now.
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

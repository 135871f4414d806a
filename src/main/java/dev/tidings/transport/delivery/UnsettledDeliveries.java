package dev.tidings.transport.delivery;

import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The deliveries of one session that are not settled, in the order in which they were sent. */
final class UnsettledDeliveries {
  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  private final Map<Receipt, Delivery> byReceipt = new HashMap<>();
  private long bytes;

  /** For those outside the executor. */
  private volatile int count;

  /** One with the same id, a message that came back meanwhile, replaces the older one. */
  void add(Delivery delivery) {
    take(delivery.id());
    deliveries.put(delivery.id(), delivery);
    delivery.receipts().forEach(receipt -> byReceipt.put(receipt, delivery));
    bytes += delivery.bytes();
    count = byReceipt.size();
  }

  boolean isEmpty() {
    return deliveries.isEmpty();
  }

  long messages() {
    return byReceipt.size();
  }

  long bytes() {
    return bytes;
  }

  Optional<Delivery> oldest() {
    return deliveries.values().stream().findFirst();
  }

  List<Delivery> all() {
    return List.copyOf(deliveries.values());
  }

  Optional<Delivery> take(String id) {
    Optional<Delivery> taken = Optional.ofNullable(deliveries.remove(id));
    taken.ifPresent(this::forget);
    return taken;
  }

  private void forget(Delivery delivery) {
    delivery.receipts().forEach(byReceipt::remove);
    bytes -= delivery.bytes();
    count = byReceipt.size();
  }

  /** Whether any was sent after that position. */
  boolean isAnyAfter(long position) {
    return deliveries.values().stream().anyMatch(delivery -> delivery.position() > position);
  }

  /** Takes those up to that position. */
  List<Delivery> takeUpTo(long position) {
    return takeIf(delivery -> delivery.position() <= position);
  }

  List<Delivery> takeOf(SubscriptionKey key) {
    return takeIf(delivery -> delivery.key().equals(key));
  }

  private List<Delivery> takeIf(Predicate<Delivery> condition) {
    List<Delivery> taken = deliveries.values().stream().filter(condition).toList();
    taken.forEach(delivery -> take(delivery.id()));
    return taken;
  }

  /** Removes what was settled by its receipts. */
  void forget(Collection<Receipt> receipts) {
    for (Receipt receipt : receipts) {
      Optional.ofNullable(byReceipt.remove(receipt))
          .ifPresent(delivery -> forget(delivery, receipt));
    }
    count = byReceipt.size();
  }

  /** How many messages there were a moment ago; on any thread. */
  int count() {
    return count;
  }

  private void forget(Delivery delivery, Receipt receipt) {
    bytes -= delivery.forget(receipt);
    if (delivery.isSettled()) {
      deliveries.remove(delivery.id());
    }
  }
}

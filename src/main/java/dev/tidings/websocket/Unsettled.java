package dev.tidings.websocket;

import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The deliveries of one session that are not settled, in the order in which they were sent. */
final class Unsettled {
  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();

  /** One with the same id, a message that came back meanwhile, takes the place of the older. */
  void add(Delivery delivery) {
    deliveries.remove(delivery.id());
    deliveries.put(delivery.id(), delivery);
  }

  boolean isEmpty() {
    return deliveries.isEmpty();
  }

  long messages() {
    return deliveries.values().stream().mapToLong(Delivery::messages).sum();
  }

  long bytes() {
    return deliveries.values().stream().mapToLong(Delivery::bytes).sum();
  }

  Optional<Delivery> oldest() {
    return deliveries.values().stream().findFirst();
  }

  List<Delivery> all() {
    return List.copyOf(deliveries.values());
  }

  Optional<Delivery> take(String id) {
    return Optional.ofNullable(deliveries.remove(id));
  }

  /** Those sent before that ping. */
  List<Delivery> takeUpTo(long ping) {
    return takeIf(delivery -> delivery.ping() <= ping);
  }

  List<Delivery> takeOf(SubscriptionKey key) {
    return takeIf(delivery -> delivery.key().equals(key));
  }

  private List<Delivery> takeIf(Predicate<Delivery> condition) {
    List<Delivery> taken = new ArrayList<>(deliveries.values().stream().filter(condition).toList());
    taken.forEach(delivery -> deliveries.remove(delivery.id()));
    return taken;
  }

  /** Takes out what was settled by its receipts. */
  void forget(Collection<Receipt> receipts) {
    for (Delivery delivery : all()) {
      receipts.forEach(delivery::forget);
      if (delivery.isSettled()) {
        deliveries.remove(delivery.id());
      }
    }
  }
}

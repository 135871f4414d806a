package dev.tidings.it.listener;

import dev.tidings.api.Message;
import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Gets lists. */
@ApplicationScoped
class BatchListener {
  @Inject Journal journal;
  @Inject Parcels parcels;

  @TidingsListener(
      topic = "/it-listener/batches",
      name = "batches",
      batchSize = 10,
      createTopic = true)
  void pack(List<Order> orders, List<Message> messages) {
    journal.add("batches", orders.size() + " " + messages.size() + " " + orders);
    orders.forEach(order -> parcels.add(order.item));
    if (orders.stream().anyMatch(order -> order.amount < 0)) {
      throw new IllegalArgumentException("Less than nothing was ordered");
    }
  }
}

package dev.tidings.bench.shop.tidings;

import dev.tidings.api.TidingsListener;
import dev.tidings.bench.shop.Order;
import dev.tidings.bench.shop.Packing;
import dev.tidings.bench.shop.Queues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The listeners of both topics, with the defaults for everything else. */
@ApplicationScoped
public class TidingsListeners {
  @Inject private Packing packing;

  @TidingsListener(topic = TidingsMessaging.ONE, name = "packing-one", createTopic = true)
  void packOne(Order order) {
    packing.pack(order);
  }

  @TidingsListener(
      topic = TidingsMessaging.MANY,
      name = "packing-many",
      createTopic = true,
      concurrency = Queues.LISTENERS)
  void packMany(Order order) {
    packing.pack(order);
  }
}

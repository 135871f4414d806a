package dev.tidings.bench.shop.tidings;

import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.bench.shop.Messaging;
import dev.tidings.bench.shop.Order;
import dev.tidings.bench.shop.Queues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Each queue is a topic with one listener. */
@ApplicationScoped
public class TidingsMessaging implements Messaging {
  static final String ONE = "/shop/one";
  static final String MANY = "/shop/many";

  @Inject private PubSub pubSub;

  @Override
  public void publish(Order order) {
    String topic = order.getQueue().equals(Queues.ONE) ? ONE : MANY;
    pubSub.publish(topic, Publication.builder().data(order).build());
  }
}

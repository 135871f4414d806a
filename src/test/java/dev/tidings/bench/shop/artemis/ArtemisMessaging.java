package dev.tidings.bench.shop.artemis;

import dev.tidings.bench.shop.Messaging;
import dev.tidings.bench.shop.Order;
import dev.tidings.bench.shop.Queues;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/** Sends persistent messages by the server's pooled XA connection factory. */
@ApplicationScoped
public class ArtemisMessaging implements Messaging {
  static final String ONE = "java:/jms/queue/one";
  static final String MANY = "java:/jms/queue/many";

  @Resource(lookup = "java:/JmsXA")
  private ConnectionFactory connections;

  @Resource(lookup = ONE)
  private Queue one;

  @Resource(lookup = MANY)
  private Queue many;

  @Override
  public void publish(Order order) {
    try (JMSContext context = connections.createContext()) {
      Queue queue = order.getQueue().equals(Queues.ONE) ? one : many;
      context.createProducer().send(queue, order.toJson());
    }
  }
}

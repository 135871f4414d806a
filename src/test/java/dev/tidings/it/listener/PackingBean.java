package dev.tidings.it.listener;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.TidingsListener;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** A session bean, whose transaction is that of the delivery. */
@Stateless
public class PackingBean {
  @Inject Parcels parcels;
  @Inject PubSub pubSub;

  @TidingsListener(topic = "/it-listener/packing", concurrency = 2, createTopic = true)
  public void pack(Order order, Message message) throws NoBoxException {
    parcels.add(order.item);
    pubSub.publish(FailingListener.PARCELS, order.item);
    if (order.amount > 5) {
      throw new NoBoxException("No box holds " + order.amount);
    }
  }

  /** An application exception, for which a container rolls nothing back by itself. */
  public static class NoBoxException extends Exception {
    private static final long serialVersionUID = 1;

    NoBoxException(String message) {
      super(message);
    }
  }
}

package dev.tidings.bench.shop.artemis;

import dev.tidings.bench.shop.Order;
import dev.tidings.bench.shop.Packing;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** What the message-driven beans of both queues do, in the container's XA transaction. */
abstract class OrderListener implements MessageListener {
  @Inject private Packing packing;

  @Override
  public void onMessage(Message message) {
    try {
      packing.pack(Order.of(message.getBody(String.class)));
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}

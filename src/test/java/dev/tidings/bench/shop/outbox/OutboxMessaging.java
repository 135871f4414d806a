package dev.tidings.bench.shop.outbox;

import com.github.jonasrutishauser.transactional.event.api.EventPublisher;
import dev.tidings.bench.shop.Messaging;
import dev.tidings.bench.shop.Order;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Both queues are one: the library has a handler for each type of event. */
@ApplicationScoped
public class OutboxMessaging implements Messaging {
  @Inject private EventPublisher publisher;
  @Inject private HandlerThreads threads;

  @Override
  public void publish(Order order) {
    publisher.publish(order);
  }

  @Override
  public void prepare(int listeners) {
    threads.limit(listeners);
  }
}

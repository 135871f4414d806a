package dev.tidings.bench.shop.outbox;

import com.github.jonasrutishauser.transactional.event.api.handler.AbstractHandler;
import com.github.jonasrutishauser.transactional.event.api.handler.EventHandler;
import dev.tidings.bench.shop.Order;
import dev.tidings.bench.shop.Packing;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** Called in the library's transaction, which also deletes the event. */
@Dependent
@EventHandler
public class OrderHandler extends AbstractHandler<Order> {
  @Inject private Packing packing;

  @Override
  protected void handle(Order order) {
    packing.pack(order);
  }
}

package dev.tidings.it.shop;

import dev.tidings.api.PubSub;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;

/** Stores an order and publishes it, in the transaction that every stateless bean has. */
@Stateless
public class Shop {
  static final String TOPIC = "/demo/orders";

  @PersistenceContext private EntityManager orders;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transaction;

  @Inject private PubSub pubSub;

  /** All of it, or nothing. */
  public void order(String id, ShopFault fault) {
    if (fault == ShopFault.PUBLISHED_FIRST) {
      pubSub.publish(TOPIC, id);
      store(id, null);
      return;
    }
    store(id, fault == ShopFault.BROKEN_CONSTRAINT ? "missing" : null);
    pubSub.publish(TOPIC, id);
    transaction.registerInterposedSynchronization(fault.synchronization());
    fault.at(ShopFault.KILLED_AFTER_PUBLISH);
    if (fault == ShopFault.EXCEPTION) {
      throw new IllegalStateException("The order is refused");
    }
  }

  private void store(String id, String replaces) {
    orders.persist(new ShopOrder(id, replaces));
    orders.flush();
  }

  /** All orders. */
  public List<String> ids() {
    return orders
        .createQuery("SELECT o FROM ShopOrder o", ShopOrder.class)
        .getResultStream()
        .map(ShopOrder::id)
        .sorted()
        .toList();
  }
}

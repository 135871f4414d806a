package dev.tidings.examples.shop;

import dev.tidings.api.Message;
import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Packs what has been ordered. */
@ApplicationScoped
public class PackingStation {
  @PersistenceContext private EntityManager entities;

  /** The message is done if, and only if, the parcel is stored. */
  @TidingsListener(topic = Shop.TOPIC, createTopic = true, concurrency = 2)
  void pack(Order order, Message message) {
    entities.persist(new Parcel(order, message.msgId().toString()));
  }
}

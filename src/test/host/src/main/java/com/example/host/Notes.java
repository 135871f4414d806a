package com.example.host;

import dev.tidings.api.PubSub;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/** Stores a note and publishes it, in one transaction. */
@Stateless
public class Notes {
  @Inject private EntityManager entities;
  @Inject private PubSub pubSub;

  public void add(String text) {
    entities.persist(new Note(text));
    pubSub.publish(StartUp.TOPIC, text);
    if (text.startsWith("bad")) {
      throw new IllegalArgumentException(text);
    }
  }

  public long count() {
    return entities.createQuery("SELECT COUNT(n) FROM Note n", Long.class).getSingleResult();
  }
}

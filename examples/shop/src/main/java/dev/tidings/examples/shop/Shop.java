package dev.tidings.examples.shop;

import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Takes orders. Each method is one transaction. */
@Stateless
@DataSourceDefinition(
    name = "java:app/jdbc/shop",
    className = "org.h2.jdbcx.JdbcDataSource",
    url = "jdbc:h2:./shop-data/shop",
    user = "shop",
    password = "shop")
public class Shop {
  static final String TOPIC = "/shop/orders";

  @PersistenceContext private EntityManager entities;
  @Inject private PubSub pubSub;

  /** Stores the order and publishes it: both, or neither. */
  public Order place(Order order) {
    entities.persist(order);
    pubSub.publish(TOPIC, Publication.builder().data(order).build());
    return order;
  }

  /** The newest first. */
  public List<Order> orders() {
    return entities
        .createQuery("SELECT o FROM Order o ORDER BY o.placedAt DESC", Order.class)
        .setMaxResults(20)
        .getResultList();
  }

  /** The newest first. */
  public List<Parcel> parcels() {
    return entities
        .createQuery("SELECT p FROM Parcel p ORDER BY p.packedAt DESC", Parcel.class)
        .setMaxResults(20)
        .getResultList();
  }
}

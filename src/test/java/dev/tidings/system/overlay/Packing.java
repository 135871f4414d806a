package dev.tidings.system.overlay;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsListener;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What {@code docs/listeners.md} shows. */
@ApplicationScoped
class Packing {
  @Inject PubSub pubSub;

  @Resource(lookup = "java:app/jdbc/tidings")
  DataSource database;

  @TidingsListener(topic = "/shop/orders", name = "packing", concurrency = 2, createTopic = true)
  void pack(Order order, Message message) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO parcel VALUES (?, ?)")) {
      insert.setString(1, message.msgId().toString());
      insert.setString(2, order.item);
      insert.executeUpdate();
    }
    // Parcel, publication and acknowledgement: all of them or none.
    pubSub.publish("/shop/parcels", Publication.builder().data(order).build());
  }

  @TidingsListener(topic = "/shop/clicks", name = "clicks", batchSize = 500, createTopic = true)
  void count(List<Click> clicks) {
    // One transaction for up to 500 messages.
  }

  @TidingsListener(topic = "/shop/mails", name = "mails", createTopic = true)
  void send(String mail, Receipt receipt, SubscriptionKey key) {
    if (mail.isBlank()) {
      Rejection never = Rejection.plain().because("The mail is empty").withoutRedelivery();
      pubSub.reject(key, List.of(receipt), never);
    } else {
      pubSub.acknowledge(key, List.of(receipt));
    }
  }

  /** As JSON-B reads it. */
  public static class Order {
    public String item;
    public int amount;
  }

  /** The same. */
  public static class Click {
    public String page;
  }
}

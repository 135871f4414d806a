package dev.tidings.bench.server;

import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.ReceiveResult;
import dev.tidings.api.SubscriptionKey;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** What code in the server asks of the contract. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InProcessCalls {
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS bench_order (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text VARCHAR(100) NOT NULL)""";

  private static final String ROW = "INSERT INTO bench_order (text) VALUES (?)";

  @Inject private PubSub pubSub;

  @Resource(lookup = "java:app/jdbc/tidings")
  private DataSource dataSource;

  /** The table of the caller. */
  public void prepare() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  /** In a transaction of its own. */
  public int publish(String topic, List<Publication> publications) {
    return pubSub.publish(topic, publications).size();
  }

  /** In the caller's transaction, which writes a row too. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public int publishWithRow(String topic, List<Publication> publications) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(ROW)) {
      insert.setString(1, "an order");
      insert.executeUpdate();
    }
    return pubSub.publish(topic, publications).size();
  }

  /** In a transaction of its own. */
  public ReceiveResult receive(
      SubscriptionKey key, List<Receipt> acknowledge, ReceiveOptions options) {
    return pubSub.receive(key, acknowledge, options);
  }
}

package dev.tidings.bench.shop;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The publisher's side: a row and a message in one transaction. */
@ApplicationScoped
public class Orders {
  /** The server has it, for every alternative. */
  public static final String DATA_SOURCE = "java:jboss/datasources/ShopDS";

  private static final String INSERT = "INSERT INTO shop_order (id, text) VALUES (?, ?)";

  @Resource(lookup = DATA_SOURCE)
  private DataSource dataSource;

  @Inject private Messaging messaging;

  /** One transaction. */
  @Transactional
  public void place(Order order) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, order.getId());
      statement.setString(2, order.getText());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    messaging.publish(order);
  }
}

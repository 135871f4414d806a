package dev.tidings.bench.shop.table;

import dev.tidings.bench.shop.Messaging;
import dev.tidings.bench.shop.Order;
import dev.tidings.bench.shop.Orders;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Publishing is an insert. */
@ApplicationScoped
public class TableMessaging implements Messaging {
  private static final String INSERT = "INSERT INTO order_queue (queue, payload) VALUES (?, ?)";

  @Resource(lookup = Orders.DATA_SOURCE)
  private DataSource dataSource;

  @Override
  public void publish(Order order) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, order.getQueue());
      statement.setString(2, order.toJson());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

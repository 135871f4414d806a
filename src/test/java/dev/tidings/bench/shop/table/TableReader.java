package dev.tidings.bench.shop.table;

import dev.tidings.bench.shop.Order;
import dev.tidings.bench.shop.Orders;
import dev.tidings.bench.shop.Packing;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Takes one message and packs it, in one transaction. */
@ApplicationScoped
public class TableReader {
  /** What other transactions have taken and not committed is passed over. */
  private static final String TAKE =
      """
      DELETE FROM order_queue WHERE id = (
        SELECT id FROM order_queue WHERE queue = ? ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING payload""";

  @Resource(lookup = Orders.DATA_SOURCE)
  private DataSource dataSource;

  @Inject private Packing packing;

  /** Returns whether there was one. */
  @Transactional
  public boolean packNext(String queue) {
    Optional<Order> order = take(queue);
    order.ifPresent(packing::pack);
    return order.isPresent();
  }

  private Optional<Order> take(String queue) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setString(1, queue);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(Order.of(row.getString(1))) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

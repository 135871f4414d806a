package dev.tidings.bench.shop;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** The listener's side: a row for each message, in the transaction that acknowledges it. */
@ApplicationScoped
public class Packing {
  private static final String INSERT = "INSERT INTO shop_parcel (order_id) VALUES (?)";

  private final Map<String, Gate> gates = Map.of(Queues.ONE, new Gate(), Queues.MANY, new Gate());

  @Resource(lookup = Orders.DATA_SOURCE)
  private DataSource dataSource;

  /** What the listener of an alternative calls, in its transaction. */
  public void pack(Order order) {
    Gate gate = gates.get(order.getQueue());
    try (Connection connection = open(gate);
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, order.getId());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    gate.count();
  }

  /** While nothing is to be packed, the listener has no connection. */
  private Connection open(Gate gate) throws SQLException, InterruptedException {
    gate.pass();
    return dataSource.getConnection();
  }

  /** Has that many messages of a queue packed, and returns when all of them are. */
  void pack(String queue, long messages) throws InterruptedException {
    gates.get(queue).letThrough(messages);
  }
}

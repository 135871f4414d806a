package dev.tidings.store.queue;

import dev.tidings.store.queue.inflight.Lease;
import dev.tidings.store.queue.inflight.Leases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Takes every receipt for one of whatever lease there is: for tests that must then go red. */
public final class CarelessLeases extends Leases {
  @Override
  public List<Lease> find(Connection connection, long subscriptionId, long token)
      throws SQLException {
    return all(connection, subscriptionId);
  }

  @Override
  public List<Lease> lockAndFind(Connection connection, long subscriptionId, long token)
      throws SQLException {
    super.lockAndFind(connection, subscriptionId, token);
    return all(connection, subscriptionId);
  }
}

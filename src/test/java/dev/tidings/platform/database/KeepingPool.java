package dev.tidings.platform.database;

import dev.tidings.platform.database.engine.DatabaseEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Like a container's: it keeps what it gets back, and puts autocommit on. */
final class KeepingPool extends PooledDataSource implements AutoCloseable {
  private final DatabaseEngine databaseEngine;
  private final Deque<Connection> idle = new ArrayDeque<>();

  KeepingPool(DatabaseEngine databaseEngine) {
    this.databaseEngine = databaseEngine;
  }

  @Override
  public synchronized Connection getConnection() throws SQLException {
    Connection kept = idle.isEmpty() ? databaseEngine.connectForPool() : idle.pop();
    return handle(kept);
  }

  private Connection handle(Connection kept) {
    return (Connection)
        java.lang.reflect.Proxy.newProxyInstance(
            KeepingPool.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                giveBack(kept);
                return null;
              }
              try {
                return method.invoke(kept, arguments);
              } catch (java.lang.reflect.InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  private synchronized void giveBack(Connection kept) {
    idle.push(kept);
  }

  @Override
  public synchronized void close() throws SQLException {
    for (Connection kept : idle) {
      kept.close();
    }
    idle.clear();
  }
}

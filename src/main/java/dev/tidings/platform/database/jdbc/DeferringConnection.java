package dev.tidings.platform.database.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The connection of one transaction. It keeps {@linkplain DeferredUpdate updates} until the commit,
 * or until the transaction executes anything else. Usually that is nothing, so the final updates
 * and the commit need one round trip instead of two. No code executes a statement after an update
 * that was prepared before it.
 */
public final class DeferringConnection implements InvocationHandler {
  /** Each number of them makes a statement of its own, and the driver keeps some hundreds. */
  private static final int MOST = 8;

  /** What neither needs to see the changes nor has anything to do with the server. */
  private static final Set<String> BESIDE =
      Set.of("createArrayOf", "equals", "getMetaData", "hashCode", "isClosed", "toString");

  private final Connection connection;
  private final List<DeferredUpdate> pending = new ArrayList<>();

  /** How such a connection is known, and what keeps the updates of it. */
  public interface Deferring extends Connection {
    DeferringConnection behind();
  }

  private DeferringConnection(Connection connection) {
    this.connection = connection;
  }

  /** For a transaction of the connection, which has not begun yet. */
  public static Deferring of(Connection connection) {
    return (Deferring)
        Proxy.newProxyInstance(
            DeferringConnection.class.getClassLoader(),
            new Class<?>[] {Deferring.class},
            new DeferringConnection(connection));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
    if (method.getDeclaringClass() == Deferring.class) {
      return this;
    }
    if (method.getName().equals("rollback")) {
      pending.clear();
    } else if (!pending.isEmpty() && !BESIDE.contains(method.getName())) {
      send();
    }
    return ConnectionDelegate.call(connection, method, arguments);
  }

  /** Keeps them, in their order. */
  void add(DeferredUpdate... updates) throws SQLException {
    for (DeferredUpdate deferredUpdate : updates) {
      if (pending.size() == MOST) {
        send();
      }
      pending.add(deferredUpdate);
    }
  }

  /** Does what was kept and ends the transaction by the statements given, on one way. */
  public void commit(List<DeferredUpdate> ending) throws SQLException {
    pending.addAll(ending);
    send();
  }

  private void send() throws SQLException {
    List<DeferredUpdate> all = List.copyOf(pending);
    pending.clear();
    DeferredUpdate.runTogether(connection, all);
  }
}

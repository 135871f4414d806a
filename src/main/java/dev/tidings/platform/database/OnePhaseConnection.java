package dev.tidings.platform.database;

import dev.tidings.platform.database.jdbc.ConnectionDelegate;
import dev.tidings.platform.database.jdbc.UnknownOutcomeException;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.StatementEventListener;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A connection that takes part in JTA transactions, but only as their single resource. With others
 * beside it a transaction manager asks it to prepare, which it refuses: then nothing is committed
 * anywhere. As a resource that cannot prepare at all it would be committed last, and a server that
 * ends at that moment would leave one of the two without the other.
 */
final class OnePhaseConnection implements XAConnection, XAResource {
  private static final Log LOG = Log.of(OnePhaseConnection.class);

  private final Connection connection;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();

  OnePhaseConnection(Connection connection) {
    this.connection = connection;
  }

  @Override
  public XAResource getXAResource() {
    return this;
  }

  @Override
  public Connection getConnection() {
    return (Connection)
        Proxy.newProxyInstance(
            OnePhaseConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new Handle());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  /** Statements are not pooled here. */
  @Override
  public void addStatementEventListener(StatementEventListener listener) {}

  @Override
  public void removeStatementEventListener(StatementEventListener listener) {}

  @Override
  public void start(Xid xid, int flags) throws XAException {
    if (flags == TMNOFLAGS) {
      perform(XAException.XAER_RMERR, () -> connection.setAutoCommit(false));
    }
  }

  @Override
  public void end(Xid xid, int flags) {}

  /** Refuses to be one of several, and rolls back what was done through this connection. */
  @Override
  public int prepare(Xid xid) throws XAException {
    LOG.log(LogEvent.SECOND_RESOURCE);
    rollback(xid);
    throw failure(XAException.XA_RBOTHER, SecondResource.SENTENCE, null);
  }

  @Override
  public void commit(Xid xid, boolean isOnePhase) throws XAException {
    if (!isOnePhase) {
      throw failure(XAException.XAER_PROTO, "Nothing was prepared", null);
    }
    perform(XAException.XA_RBROLLBACK, connection::commit);
    leaveTransaction();
  }

  @Override
  public void rollback(Xid xid) throws XAException {
    perform(XAException.XAER_RMERR, connection::rollback);
    leaveTransaction();
  }

  private void leaveTransaction() throws XAException {
    perform(XAException.XAER_RMERR, () -> connection.setAutoCommit(true));
  }

  @Override
  public boolean isSameRM(XAResource other) {
    return other == this;
  }

  /** Nothing is ever prepared, so nothing is in doubt after a crash. */
  @Override
  public Xid[] recover(int flags) {
    return new Xid[0];
  }

  @Override
  public void forget(Xid xid) {}

  @Override
  public int getTransactionTimeout() {
    return 0;
  }

  @Override
  public boolean setTransactionTimeout(int seconds) {
    return false;
  }

  private interface Step {
    void run() throws SQLException;
  }

  private static void perform(int code, Step step) throws XAException {
    try {
      step.run();
    } catch (UnknownOutcomeException unknown) {
      throw failure(XAException.XA_HEURHAZ, unknown.getMessage(), unknown);
    } catch (SQLException failure) {
      throw failure(code, failure.getMessage(), failure);
    }
  }

  private static XAException failure(int code, String message, Throwable cause) {
    XAException failure = new XAException(message);
    failure.errorCode = code;
    failure.initCause(cause);
    return failure;
  }

  /** What an application has until it closes it. */
  private final class Handle implements InvocationHandler {
    private boolean isClosed;

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
      return switch (method.getName()) {
        case "close" -> close();
        case "isClosed" -> isClosed || connection.isClosed();
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> ConnectionDelegate.call(connection, method, arguments);
      };
    }

    private Object close() {
      if (!isClosed) {
        isClosed = true;
        ConnectionEvent event = new ConnectionEvent(OnePhaseConnection.this);
        listeners.forEach(listener -> listener.connectionClosed(event));
      }
      return null;
    }
  }
}

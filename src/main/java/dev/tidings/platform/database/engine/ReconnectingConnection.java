package dev.tidings.platform.database.engine;

import dev.tidings.platform.database.jdbc.ConnectionDelegate;
import dev.tidings.platform.database.jdbc.SqlErrors;
import dev.tidings.platform.database.jdbc.UnknownOutcomeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * One of the {@link ReconnectingConnections}. It reconnects only when new work begins in autocommit
 * mode, above all when autocommit is switched off: at that moment no open transaction can be lost.
 */
final class ReconnectingConnection implements InvocationHandler {
  private static final Logger LOG = System.getLogger(ReconnectingConnection.class.getName());

  private static final String NOTHING_SENT = "08003";

  /** What begins no work. */
  private static final Set<String> PASSED_ON =
      Set.of("clearWarnings", "getNetworkTimeout", "getWarnings", "isWrapperFor", "unwrap");

  private static final Set<String> LASTING =
      Set.of("setCatalog", "setHoldability", "setReadOnly", "setSchema", "setTransactionIsolation");

  private final ReconnectingConnections all;
  private final Map<Method, Object[]> lasting = new LinkedHashMap<>();
  private Connection server;

  /** What each server is told when it is connected to. */
  private final Properties clientInfo = new Properties();

  /** When it was last known to lead somewhere. */
  private long lastAnswer;

  private boolean isAutoCommit = true;

  /** It was gone when the last transaction ended, and nothing can have been done since. */
  private boolean isMissingServer;

  private boolean isTransactionOver = true;
  private boolean isClosed;

  /** What the timeout was before somebody set another, which counts for one transaction. */
  private int usualNetworkTimeout = -1;

  ReconnectingConnection(ReconnectingConnections all, Connection server) throws SQLException {
    this.all = all;
    this.server = server;
    clientInfo.putAll(server.getClientInfo());
    this.lastAnswer = all.now();
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
    if (method.getDeclaringClass() == Object.class) {
      return ofEveryObject(proxy, method, arguments);
    }
    return switch (method.getName()) {
      case "close", "abort" -> close(method, arguments);
      case "isClosed" -> isClosed;
      default -> whileOpen(method, arguments);
    };
  }

  private Object whileOpen(Method method, Object[] arguments) throws SQLException {
    if (isClosed) {
      throw new SQLException("The connection is closed", NOTHING_SENT);
    }
    return switch (method.getName()) {
      case "getAutoCommit" -> isAutoCommit;
      case "getClientInfo", "setClientInfo" -> clientInfo(method, arguments);
      case "setAutoCommit" -> setAutoCommit((boolean) arguments[0]);
      case "commit" -> commit(method);
      case "rollback" -> rollback(method, arguments);
      case "setNetworkTimeout" -> setNetworkTimeout(method, arguments);
      default ->
          PASSED_ON.contains(method.getName()) ? call(method, arguments) : work(method, arguments);
    };
  }

  /**
   * Pools read it before every use of a connection and set it again behind it. That is no work for
   * which a server that is away would be looked for: the next one has what the first one had.
   */
  private Object clientInfo(Method method, Object[] arguments) throws SQLException {
    if (!server.isClosed()) {
      return call(method, arguments);
    }
    if (method.getName().equals("setClientInfo")) {
      return null;
    }
    return arguments == null ? clientInfo.clone() : clientInfo.getProperty((String) arguments[0]);
  }

  private Object ofEveryObject(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "reviving " + server;
    };
  }

  private Object close(Method method, Object[] arguments) throws SQLException {
    isClosed = true;
    return call(method, arguments);
  }

  /**
   * Containers go by what they asked for, so this fails only when it had to commit something, and
   * then leaves the mode as it was.
   */
  private Object setAutoCommit(boolean wanted) throws SQLException {
    if (wanted == isAutoCommit) {
      return null;
    }
    if (!wanted) {
      isMissingServer = !isSureOfServer();
    }
    try {
      if (!server.isClosed()) {
        server.setAutoCommit(wanted);
      }
      isAutoCommit = wanted;
    } finally {
      endTransaction();
    }
    return null;
  }

  private boolean isSureOfServer() {
    try {
      makeSureOfServer();
      return true;
    } catch (SQLException away) {
      // Then the first statement says so, unless the server is back by then.
      return false;
    }
  }

  /** Tells a commit that may have arrived from one that was never sent. */
  private Object commit(Method method) throws SQLException {
    if (server.isClosed()) {
      endTransaction();
      throw new SQLException("The connection broke before the commit", NOTHING_SENT);
    }
    try {
      return call(method, null);
    } catch (SQLException failure) {
      throw isOpenWhetherDone(failure) ? new UnknownOutcomeException(failure) : failure;
    } finally {
      endTransaction();
    }
  }

  private boolean isOpenWhetherDone(SQLException failure) throws SQLException {
    return server.isClosed() && SqlErrors.leavesOutcomeOpen(failure);
  }

  /** A connection that broke took its transaction along. */
  private Object rollback(Method method, Object[] arguments) throws SQLException {
    if (arguments != null) {
      return call(method, arguments);
    }
    try {
      return server.isClosed() ? null : call(method, arguments);
    } finally {
      endTransaction();
    }
  }

  private void endTransaction() throws SQLException {
    if (server.isClosed()) {
      all.suspectAll();
      isMissingServer = true;
    } else if (!isTransactionOver) {
      lastAnswer = all.now();
    }
    isTransactionOver = true;
  }

  private Object setNetworkTimeout(Method method, Object[] arguments) throws SQLException {
    if (usualNetworkTimeout < 0) {
      usualNetworkTimeout = server.getNetworkTimeout();
    }
    return call(method, arguments);
  }

  private Object work(Method method, Object[] arguments) throws SQLException {
    if (isAutoCommit || isMissingServer) {
      makeSureOfServer();
      if (server.getAutoCommit() != isAutoCommit) {
        server.setAutoCommit(isAutoCommit);
      }
      isMissingServer = false;
    }
    isTransactionOver = false;
    if (LASTING.contains(method.getName())) {
      lasting.put(method, arguments);
    }
    return call(method, arguments);
  }

  private void makeSureOfServer() throws SQLException {
    if (server.isClosed() || (all.isDoubtful(lastAnswer) && !answers())) {
      all.suspectAll();
      replaceServer();
    } else if (usualNetworkTimeout >= 0) {
      server.setNetworkTimeout(inThisThread(), usualNetworkTimeout);
    }
    usualNetworkTimeout = -1;
  }

  private boolean answers() throws SQLException {
    boolean answers = ReconnectingConnections.answers(server);
    lastAnswer = all.now();
    if (!answers) {
      server.abort(inThisThread());
    }
    return answers;
  }

  private void replaceServer() throws SQLException {
    Connection fresh = all.connectToServer();
    try {
      for (Map.Entry<Method, Object[]> setting : lasting.entrySet()) {
        ConnectionDelegate.call(fresh, setting.getKey(), setting.getValue());
      }
    } catch (SQLException | RuntimeException failure) {
      fresh.abort(inThisThread());
      throw failure;
    }
    server = fresh;
    lastAnswer = all.now();
    LOG.log(Level.DEBUG, "A connection that the database had ended was replaced");
  }

  private Object call(Method method, Object[] arguments) throws SQLException {
    return ConnectionDelegate.call(server, method, arguments);
  }

  private static Executor inThisThread() {
    return Runnable::run;
  }
}

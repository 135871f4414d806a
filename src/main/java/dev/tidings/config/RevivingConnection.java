package dev.tidings.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * One of the {@link RevivingConnections}. New work begins in autocommit mode only, above all with
 * the step out of it: there no transaction can be open that a replacement would lose.
 */
final class RevivingConnection implements InvocationHandler {
  private static final Logger LOG = System.getLogger(RevivingConnection.class.getName());

  private static final int SECONDS_TO_ANSWER = 2;

  private static final String NOTHING_SENT = "08003";

  /** What begins no work. */
  private static final Set<String> PASSED_ON =
      Set.of("clearWarnings", "getNetworkTimeout", "getWarnings", "isWrapperFor", "unwrap");

  private static final Set<String> LASTING =
      Set.of("setCatalog", "setHoldability", "setReadOnly", "setSchema", "setTransactionIsolation");

  private final RevivingConnections all;
  private final Map<Method, Object[]> lasting = new LinkedHashMap<>();
  private Connection server;

  /** When it was last known to lead somewhere. */
  private long lastAnswer;

  private boolean isAutoCommit = true;
  private boolean isTransactionOver = true;
  private boolean isClosed;

  /** What the timeout was before somebody set another, which counts for one transaction. */
  private int usualNetworkTimeout = -1;

  RevivingConnection(RevivingConnections all, Connection server) {
    this.all = all;
    this.server = server;
    this.lastAnswer = all.now();
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
    if (method.getDeclaringClass() == Object.class) {
      return ofEveryObject(proxy, method, arguments);
    }
    return switch (method.getName()) {
      case "close", "abort" -> end(method, arguments);
      case "isClosed" -> isClosed;
      case "getAutoCommit" -> isAutoCommit;
      case "setAutoCommit" -> setAutoCommit((boolean) arguments[0]);
      case "commit" -> commit(method);
      case "rollback" -> rollback(method, arguments);
      case "setNetworkTimeout" -> setNetworkTimeout(method, arguments);
      default ->
          PASSED_ON.contains(method.getName()) ? call(method, arguments) : work(method, arguments);
    };
  }

  private Object ofEveryObject(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "reviving " + server;
    };
  }

  private Object end(Method method, Object[] arguments) throws SQLException {
    isClosed = true;
    return call(method, arguments);
  }

  private Object setAutoCommit(boolean wanted) throws SQLException {
    if (wanted == isAutoCommit) {
      return null;
    }
    if (!wanted) {
      makeSureOfServer();
      server.setAutoCommit(false);
      isAutoCommit = false;
      isTransactionOver = true;
      return null;
    }
    isAutoCommit = true;
    // Once its transaction is over, nothing is lost with a connection that broke.
    if (!isTransactionOver || !server.isClosed()) {
      server.setAutoCommit(true);
    }
    return null;
  }

  /** Tells a commit that may have arrived from one that was never sent. */
  private Object commit(Method method) throws SQLException {
    if (server.isClosed()) {
      throw broken(new SQLException("The connection broke before the commit", NOTHING_SENT));
    }
    try {
      return endTransaction(method, null);
    } catch (SQLException failure) {
      throw server.isClosed() ? broken(outcome(failure)) : failure;
    }
  }

  private static SQLException outcome(SQLException failure) {
    return SqlFailure.leavesOutcomeOpen(failure) ? new UnknownOutcome(failure) : failure;
  }

  private Object rollback(Method method, Object[] arguments) throws SQLException {
    if (arguments != null) {
      return call(method, arguments);
    }
    if (server.isClosed()) {
      // It took its transaction along.
      all.suspectAll();
      isTransactionOver = true;
      return null;
    }
    return endTransaction(method, arguments);
  }

  private Object endTransaction(Method method, Object[] arguments) throws SQLException {
    boolean hasAsked = !isTransactionOver;
    isTransactionOver = true;
    Object nothing = call(method, arguments);
    if (hasAsked) {
      lastAnswer = all.now();
    }
    return nothing;
  }

  private SQLException broken(SQLException failure) {
    all.suspectAll();
    return failure;
  }

  private Object setNetworkTimeout(Method method, Object[] arguments) throws SQLException {
    if (usualNetworkTimeout < 0) {
      usualNetworkTimeout = server.getNetworkTimeout();
    }
    return call(method, arguments);
  }

  private Object work(Method method, Object[] arguments) throws SQLException {
    if (isAutoCommit) {
      makeSureOfServer();
    }
    isTransactionOver = false;
    if (LASTING.contains(method.getName())) {
      lasting.put(method, arguments);
    }
    return call(method, arguments);
  }

  private void makeSureOfServer() throws SQLException {
    if (isClosed) {
      throw new SQLException("The connection is closed", NOTHING_SENT);
    }
    if (server.isClosed() || (all.isDoubtful(lastAnswer) && !answers())) {
      all.suspectAll();
      replaceServer();
    } else if (usualNetworkTimeout >= 0) {
      server.setNetworkTimeout(inThisThread(), usualNetworkTimeout);
    }
    usualNetworkTimeout = -1;
  }

  private boolean answers() throws SQLException {
    boolean answers = server.isValid(SECONDS_TO_ANSWER);
    lastAnswer = all.now();
    return answers;
  }

  private void replaceServer() throws SQLException {
    Connection fresh = all.connectToServer();
    try {
      for (Map.Entry<Method, Object[]> setting : lasting.entrySet()) {
        call(fresh, setting.getKey(), setting.getValue());
      }
    } catch (SQLException | RuntimeException failure) {
      fresh.abort(inThisThread());
      throw failure;
    }
    server.abort(inThisThread());
    server = fresh;
    lastAnswer = all.now();
    LOG.log(Level.DEBUG, "A connection that the database had ended was replaced");
  }

  private Object call(Method method, Object[] arguments) throws SQLException {
    return call(server, method, arguments);
  }

  private static Object call(Connection target, Method method, Object[] arguments)
      throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof SQLException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Executor inThisThread() {
    return Runnable::run;
  }
}

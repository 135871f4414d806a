package dev.tidings.platform.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads notifications from a connection to PostgreSQL. The driver may be the application's or the
 * server's, so its interfaces are those that made the connection, and are called by their names.
 */
final class NotificationReader {
  private static final String CONNECTION = "org.postgresql.PGConnection";
  private static final String NOTIFICATION = "org.postgresql.PGNotification";

  private final Object connection;
  private final Method read;
  private final Method text;

  private NotificationReader(Object connection, Method read, Method text) {
    this.connection = connection;
    this.read = read;
    this.text = text;
  }

  /** For a connection, around which a pool may have put its own. */
  static NotificationReader of(Connection connection) throws SQLException {
    try {
      ClassLoader driver = driver(connection);
      Class<?> ofDriver = Class.forName(CONNECTION, false, driver);
      Class<?> notification = Class.forName(NOTIFICATION, false, driver);
      return new NotificationReader(
          connection.unwrap(ofDriver),
          ofDriver.getMethod("getNotifications", int.class),
          notification.getMethod("getParameter"));
    } catch (ReflectiveOperationException unknownDriver) {
      throw new SQLException("The driver has no notifications", unknownDriver);
    }
  }

  /** Pools wrap connections and statements, and give arrays as they are. */
  private static ClassLoader driver(Connection connection) throws SQLException {
    Array array = connection.createArrayOf("text", new String[0]);
    try {
      return array.getClass().getClassLoader();
    } finally {
      array.free();
    }
  }

  /** What has arrived, once something has or the time is over. */
  List<String> await(Duration longest) throws SQLException {
    Object[] heard = (Object[]) call(read, connection, (int) longest.toMillis());
    List<String> texts = new ArrayList<>();
    if (heard != null) {
      for (Object notification : heard) {
        texts.add((String) call(text, notification));
      }
    }
    return texts;
  }

  private static Object call(Method method, Object target, Object... arguments)
      throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new SQLException(failure.getCause());
    } catch (IllegalAccessException impossible) {
      throw new SQLException(impossible);
    }
  }
}

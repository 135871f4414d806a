package dev.tidings.config;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Connections for a pool that never looks whether those it keeps still lead anywhere. Each looks
 * for itself before new work begins, and is replaced behind the pool's back when its server has
 * gone; so everything works again as soon as a server is there.
 */
final class RevivingConnections {
  private final TidingsDataSource.Source source;

  /** When a connection was last found broken: what last answered before that is suspect too. */
  private volatile long brokenAt;

  RevivingConnections(TidingsDataSource.Source source) {
    this.source = source;
    this.brokenAt = System.nanoTime();
  }

  /** A new connection, in the state in which any driver gives it away. */
  Connection connect() throws SQLException {
    return (Connection)
        Proxy.newProxyInstance(
            RevivingConnections.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new RevivingConnection(this, connectToServer()));
  }

  Connection connectToServer() throws SQLException {
    return source.connect();
  }

  /** One was found broken, and a server that ended one connection has mostly ended all. */
  void suspectAll() {
    brokenAt = System.nanoTime();
  }

  boolean isSuspect(long lastAnswer) {
    return lastAnswer - brokenAt < 0;
  }
}

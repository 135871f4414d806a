package dev.tidings.platform.database.engine;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Connections for a pool that never validates the ones it keeps. Each connection checks itself
 * before new work begins, and reconnects unnoticed by the pool if its session has ended. So
 * everything works again as soon as the server is available.
 */
public final class ReconnectingConnections {
  /** What answered this lately is taken to answer still: asking costs a way to the server. */
  private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int SECONDS_TO_ANSWER = 2;

  private final ConnectionSource source;
  private final LongSupplier nanoTime;

  /** When a connection was last found broken: what last answered before that is suspect too. */
  private volatile long brokenAt;

  public ReconnectingConnections(ConnectionSource source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
    this.brokenAt = nanoTime.getAsLong();
  }

  /** A new connection, in the state in which any driver gives it away. */
  public Connection connect() throws SQLException {
    return (Connection)
        Proxy.newProxyInstance(
            ReconnectingConnections.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new ReconnectingConnection(this, connectToServer()));
  }

  public Connection connectToServer() throws SQLException {
    return source.connect();
  }

  /** Asks the server behind a connection, and waits no longer than two seconds. */
  public static boolean answers(Connection server) throws SQLException {
    return server.isValid(SECONDS_TO_ANSWER);
  }

  /** One was found broken, and a server that ended one connection has mostly ended all. */
  public void suspectAll() {
    brokenAt = now();
  }

  /** Whether what last answered then may have gone meanwhile. */
  public boolean isDoubtful(long lastAnswer) {
    return now() - lastAnswer > TRUSTED_NANOS || lastAnswer - brokenAt < 0;
  }

  public long now() {
    return nanoTime.getAsLong();
  }
}

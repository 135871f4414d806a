package dev.tidings.transport.jmx;

import dev.tidings.api.TidingsException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Calls that come in on threads of the server, which belong to no application: they go on with the
 * application's class loader and names. Clients of JMX have none of our classes, so failures reach
 * them as exceptions of the JDK.
 */
final class ServerCalls {
  private final Executor application;
  private final JmxAdministrator administrator;

  /**
   * The calls.
   *
   * @param application runs what it gets at once, on the same thread
   */
  ServerCalls(Executor application, JmxAdministrator administrator) {
    this.application = application;
    this.administrator = administrator;
  }

  /** As the server's administrator. */
  <T> T administer(Supplier<T> operation) {
    return inApplication(() -> administrator.administer(operation));
  }

  <T> T inApplication(Supplier<T> call) {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    application.execute(
        () -> {
          try {
            result.set(call.get());
          } catch (RuntimeException thrown) {
            failure.set(thrown);
          }
        });
    if (failure.get() != null) {
      throw forClients(failure.get());
    }
    return result.get();
  }

  private static RuntimeException forClients(RuntimeException failure) {
    if (failure instanceof TidingsException known) {
      return new IllegalArgumentException(known.getMessage());
    }
    return new IllegalStateException(failure.toString());
  }
}

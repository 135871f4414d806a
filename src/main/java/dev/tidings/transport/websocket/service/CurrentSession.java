package dev.tidings.transport.websocket.service;

import dev.tidings.api.CurrentWebSocket;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** The session whose client invoked the service that runs on a thread. */
@ApplicationScoped
public class CurrentSession implements CurrentWebSocket {
  private static final ThreadLocal<ServiceCall> CURRENT = new ThreadLocal<>();

  <T> T during(ServiceCall call, Supplier<T> service) {
    CURRENT.set(call);
    try {
      return service.get();
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public String endpoint() {
    return require().endpoint();
  }

  @Override
  public Runnable delivery(SubscriptionKey key, SubscribeOptions options) {
    ServiceCall call = require();
    return () -> call.client().deliver(key, options);
  }

  @Override
  public Runnable resumption(SubscriptionKey key) {
    ServiceCall call = require();
    return () -> call.client().resume(key, SubscribeOptions.currentWebSocket());
  }

  private ServiceCall require() {
    ServiceCall call = CURRENT.get();
    if (call == null) {
      throw TidingsException.invalid(
          "options",
          "name the current WebSocket, which only a service has that a WebSocket's client invoked");
    }
    return call;
  }
}

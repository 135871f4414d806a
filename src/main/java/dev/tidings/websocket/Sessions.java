package dev.tidings.websocket;

import dev.tidings.config.Setting;
import dev.tidings.config.Settings;
import dev.tidings.security.Authenticator;
import dev.tidings.transport.delivery.ConnectedSessions;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.PrefetchWindow;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Opens the sessions of this server. */
@ApplicationScoped
class Sessions {
  @Inject ConnectedSessions connected;
  @Inject Authenticator authenticator;
  @Inject Services services;
  @Inject Settings settings;

  private Shared shared;

  @PostConstruct
  void begin() {
    PrefetchWindow window =
        new PrefetchWindow(
            settings.number(Setting.WEBSOCKET_WINDOW),
            settings.number(Setting.WEBSOCKET_WINDOW_BYTES));
    shared =
        new Shared(
            connected.context("WebSocket", window, DeliveryContext.LEASE),
            authenticator,
            services::require,
            Limits.of(settings),
            new Newcomers(System.nanoTime()),
            new Refusals());
  }

  Limits limits() {
    return shared.limits();
  }

  ClientSession open(Socket socket, String address) {
    ClientSession session =
        new ClientSession(
            shared,
            socket,
            address,
            atLeastHalf(shared.limits().pingInterval()),
            connected::remove);
    connected.add(session);
    return session;
  }

  /** Not the same for all, so that those who came together are not pinged together ever after. */
  private static Duration atLeastHalf(Duration longest) {
    long nanos = longest.toNanos();
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
  }
}

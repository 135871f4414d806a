package dev.tidings.transport.websocket;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.metrics.NodeEvents;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.security.Authenticator;
import dev.tidings.transport.delivery.ConnectedSession;
import dev.tidings.transport.delivery.ConnectedSessions;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.PrefetchWindow;
import dev.tidings.transport.websocket.connection.SessionSocket;
import dev.tidings.transport.websocket.service.ServiceRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens the sessions of this node. */
@ApplicationScoped
class Sessions {
  @Inject ConnectedSessions connected;
  @Inject Authenticator authenticator;
  @Inject ServiceRegistry serviceRegistry;
  @Inject Settings settings;
  @Inject Measurements measurements;
  @Inject NodeEvents nodeEvents;

  private final AtomicInteger open = new AtomicInteger();

  private SessionContext sessionContext;

  @PostConstruct
  void begin() {
    measurements.watch(Metric.WEBSOCKET_SESSIONS, open::get);
    measurements.watch(
        Metric.WEBSOCKET_UNSETTLED, () -> connected.unsettled(SessionStatus.TRANSPORT));
    measurements.watch(Metric.WEBSOCKET_WINDOW, () -> connected.window(SessionStatus.TRANSPORT));
    PrefetchWindow window =
        new PrefetchWindow(
            settings.number(Setting.WEBSOCKET_WINDOW),
            settings.number(Setting.WEBSOCKET_WINDOW_BYTES));
    sessionContext =
        new SessionContext(
            connected.context("WebSocket", window, DeliveryContext.LEASE),
            authenticator,
            serviceRegistry::require,
            SessionLimits.of(settings),
            new LoginGracePeriod(System.nanoTime()),
            new RefusalDelay());
  }

  SessionLimits limits() {
    return sessionContext.limits();
  }

  ClientSession open(SessionSocket sessionSocket, String address) {
    ClientSession session =
        new ClientSession(
            sessionContext,
            sessionSocket,
            address,
            atLeastHalf(sessionContext.limits().pingInterval()),
            (ended, ending) -> closed(address, ended, ending));
    open.incrementAndGet();
    nodeEvents.add("session-opened", Map.of("address", address));
    connected.add(session);
    return session;
  }

  private void closed(String address, ConnectedSession session, List<SubscriptionKey> ending) {
    open.decrementAndGet();
    nodeEvents.add("session-closed", Map.of("address", address));
    connected.remove(session, ending);
  }

  /** Not the same for all, so that those who came together are not pinged together ever after. */
  private static Duration atLeastHalf(Duration longest) {
    long nanos = longest.toNanos();
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
  }
}

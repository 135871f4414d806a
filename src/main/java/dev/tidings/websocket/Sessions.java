package dev.tidings.websocket;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.PubSub;
import dev.tidings.config.Settings;
import dev.tidings.security.Authenticator;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All sessions of this server. */
@ApplicationScoped
class Sessions {
  @Inject PubSub pubSub;
  @Inject AsyncPubSub asyncPubSub;
  @Inject Authenticator authenticator;
  @Inject Services services;
  @Inject Settings settings;
  @Inject Clock clock;
  @Inject Threads threads;

  private final Set<ClientSession> all = ConcurrentHashMap.newKeySet();
  private Shared shared;
  private volatile boolean isClosed;

  @PostConstruct
  void begin() {
    shared =
        new Shared(
            pubSub,
            asyncPubSub,
            authenticator,
            services,
            Limits.of(settings),
            clock,
            System::nanoTime,
            threads.turns(),
            threads.calls());
  }

  Limits limits() {
    return shared.limits();
  }

  ClientSession open(Socket socket, String address) {
    ClientSession session = new ClientSession(shared, socket, address, all::remove);
    all.add(session);
    if (isClosed) {
      session.close(CloseCode.GOING_AWAY);
    }
    return session;
  }

  void tick() {
    all.forEach(ClientSession::tick);
  }

  /** Closes all connections; what is not settled goes back. */
  void close() {
    isClosed = true;
    all.forEach(session -> session.close(CloseCode.GOING_AWAY));
  }
}

package dev.tidings.websocket;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.config.Settings;
import dev.tidings.security.Authenticator;
import dev.tidings.transport.delivery.DeliveryThreads;
import dev.tidings.transport.delivery.TickBuckets;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** All sessions of this server. */
@ApplicationScoped
class Sessions {
  private static final Logger LOG = System.getLogger(Sessions.class.getName());

  /** In so many ticks each session is looked after once. */
  static final int PARTS = 10;

  private static final Duration LONGER_THAN_A_TICK = Duration.ofSeconds(5);

  @Inject PubSub pubSub;
  @Inject AsyncPubSub asyncPubSub;
  @Inject Authenticator authenticator;
  @Inject Services services;
  @Inject Settings settings;
  @Inject Clock clock;
  @Inject DeliveryThreads threads;

  private final TickBuckets<ClientSession> rota = new TickBuckets<>(PARTS);
  private Shared shared;
  private volatile boolean isClosed;
  private volatile long lastTick = System.nanoTime();

  @PostConstruct
  void begin() {
    shared =
        new Shared(
            pubSub,
            asyncPubSub,
            authenticator,
            services::require,
            Limits.of(settings),
            new Newcomers(System.nanoTime()),
            new Refusals(),
            clock,
            System::nanoTime,
            threads.serial(),
            threads.calls());
    authenticator.whenChanged(this::endpointChanged);
  }

  private void endpointChanged(long id) {
    rota.all().forEach(session -> session.endpointChanged(id));
  }

  Limits limits() {
    return shared.limits();
  }

  ClientSession open(Socket socket, String address) {
    ClientSession session =
        new ClientSession(
            shared, socket, address, atLeastHalf(shared.limits().pingInterval()), this::end);
    rota.add(session);
    if (isClosed) {
      session.close(CloseCode.GOING_AWAY);
    }
    return session;
  }

  /** Not the same for all, so that those who came together are not pinged together ever after. */
  private static Duration atLeastHalf(Duration longest) {
    long nanos = longest.toNanos();
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
  }

  /** What another session delivers too does not end with this one. */
  private void end(ClientSession session, List<SubscriptionKey> unwanted) {
    rota.remove(session);
    for (SubscriptionKey key : unwanted) {
      if (rota.all().noneMatch(other -> other.delivered().contains(key))) {
        threads.calls().execute(() -> unsubscribe(key));
      }
    }
  }

  private void unsubscribe(SubscriptionKey key) {
    try {
      pubSub.unsubscribe(key);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "A subscription could not be ended with its WebSocket", failure);
    }
  }

  /** Looks after one part of them; after all that have not been looked after for long. */
  void tick() {
    long now = System.nanoTime();
    boolean hasSlept = now - lastTick > LONGER_THAN_A_TICK.toNanos();
    lastTick = now;
    (hasSlept ? rota.all() : rota.next().stream()).forEach(session -> session.tick(hasSlept));
  }

  /** Closes all connections, and waits until what is not settled has gone back. */
  void close() {
    isClosed = true;
    rota.all().forEach(session -> session.close(CloseCode.GOING_AWAY));
    threads.finish();
  }
}

package dev.tidings.transport.delivery;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.security.Authenticator;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** All connections of this node that are delivered to, whatever their transport. */
@ApplicationScoped
public class ConnectedSessions {
  private static final Logger LOG = System.getLogger(ConnectedSessions.class.getName());

  /** In so many ticks each session is ticked once. */
  static final int BUCKETS = 10;

  private static final Duration LONGER_THAN_A_TICK = Duration.ofSeconds(5);

  @Inject PubSub pubSub;
  @Inject AsyncPubSub asyncPubSub;
  @Inject Authenticator authenticator;
  @Inject @DatabaseTime Clock clock;
  @Inject DeliveryThreads threads;

  private Executor serial;
  private Executor calls;
  private final TickBuckets<ConnectedSession> sessions = new TickBuckets<>(BUCKETS);
  private volatile boolean isClosed;
  private volatile long lastTick = System.nanoTime();

  @PostConstruct
  void begin() {
    serial = threads.serial();
    calls = threads.calls();
    authenticator.whenChanged(id -> sessions.all().forEach(session -> session.endpointChanged(id)));
  }

  /** What the sessions of a transport share: see {@link DeliveryContext}. */
  public DeliveryContext context(String connection, PrefetchWindow window, Duration lease) {
    return new DeliveryContext(
        connection, window, lease, asyncPubSub, clock, System::nanoTime, serial, calls);
  }

  /** From now on it is ticked. */
  public void add(ConnectedSession session) {
    sessions.add(session);
    if (isClosed) {
      session.shutDown();
    }
  }

  /**
   * Its connection has ended.
   *
   * @param ending subscriptions that are to end too, except those that other sessions consume
   */
  public void remove(ConnectedSession session, List<SubscriptionKey> ending) {
    sessions.remove(session);
    for (SubscriptionKey key : ending) {
      if (sessions.all().noneMatch(other -> other.consumed().contains(key))) {
        calls.execute(() -> unsubscribe(key));
      }
    }
  }

  private void unsubscribe(SubscriptionKey key) {
    try {
      pubSub.unsubscribe(key);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "A subscription could not be ended with its connection", failure);
    }
  }

  /** Ticks one bucket of them; all of them where that has not been done for long. */
  void tick() {
    long now = System.nanoTime();
    boolean hasSlept = now - lastTick > LONGER_THAN_A_TICK.toNanos();
    lastTick = now;
    (hasSlept ? sessions.all() : sessions.next().stream())
        .forEach(session -> session.tick(hasSlept));
  }

  /** Closes all connections, and waits until what is not settled has gone back. */
  void close() {
    isClosed = true;
    sessions.all().forEach(ConnectedSession::shutDown);
    threads.finish();
  }
}

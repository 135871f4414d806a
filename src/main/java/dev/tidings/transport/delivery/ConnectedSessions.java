package dev.tidings.transport.delivery;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ConnectionDetails;
import dev.tidings.api.ConnectionRegistry;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.security.Authenticator;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** All connections of this node that are delivered to, whatever their transport. */
@ApplicationScoped
public class ConnectedSessions implements ConnectionRegistry {
  private static final Log LOG = Log.of(ConnectedSessions.class);

  /** In so many ticks each session is ticked once. */
  static final int BUCKETS = 10;

  private static final Duration LONGER_THAN_A_TICK = Duration.ofSeconds(5);

  @Inject PubSub pubSub;
  @Inject AsyncPubSub asyncPubSub;
  @Inject Authenticator authenticator;
  @Inject @DatabaseTime Clock clock;
  @Inject DeliveryThreads threads;
  @Inject Settings settings;

  private Executor serial;
  private Executor calls;
  private final TickBuckets<ConnectedSession> sessions = new TickBuckets<>(BUCKETS);
  private final Map<ConnectedSession, Long> ids = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
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
    ids.put(session, lastId.incrementAndGet());
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
    ids.remove(session);
    for (SubscriptionKey key : ending) {
      if (sessions.all().noneMatch(other -> other.consumed().contains(key))) {
        calls.execute(() -> unsubscribe(key));
      }
    }
  }

  @Override
  public Page<ConnectionDetails> connections(PageRequest request) {
    List<Connection> found =
        connections()
            .filter(it -> it.id() > request.after())
            .filter(it -> it.status().endpointName().contains(request.nameContains()))
            .sorted(Comparator.comparingLong(Connection::id))
            .limit(request.limit() + 1L)
            .toList();
    List<ConnectionDetails> rows =
        found.stream().limit(request.limit()).map(this::details).toList();
    return new Page<>(rows, found.size() == rows.size() ? 0 : rows.get(rows.size() - 1).id());
  }

  @Override
  public long count() {
    return connections().count();
  }

  /** How many messages those of a transport have and have not settled. */
  public long unsettled(String transport) {
    return statuses(transport).mapToLong(ConnectionStatus::unsettled).sum();
  }

  /** How many they may have at a time. */
  public long window(String transport) {
    return statuses(transport).mapToLong(ConnectionStatus::window).sum();
  }

  private Stream<ConnectionStatus> statuses(String transport) {
    return connections()
        .map(Connection::status)
        .filter(status -> status.transport().equals(transport));
  }

  @Override
  public Optional<ConnectionDetails> disconnect(long id) {
    Optional<Connection> found = connections().filter(it -> it.id() == id).findFirst();
    Optional<ConnectionDetails> details = found.map(this::details);
    found.ifPresent(it -> it.session().disconnect());
    return details;
  }

  private record Connection(long id, ConnectedSession session, ConnectionStatus status) {}

  private Stream<Connection> connections() {
    return ids.entrySet().stream()
        .flatMap(
            it ->
                it
                    .getKey()
                    .status()
                    .map(status -> new Connection(it.getValue(), it.getKey(), status))
                    .stream());
  }

  private ConnectionDetails details(Connection connection) {
    ConnectionStatus status = connection.status();
    return new ConnectionDetails(
        connection.id(),
        settings.text(Setting.SERVER_NAME),
        status.transport(),
        status.endpointName(),
        status.address(),
        status.since(),
        status.window(),
        status.unsettled(),
        connection.session().consumed().stream()
            .flatMap(key -> topicName(key, status.endpointName()))
            .sorted()
            .toList());
  }

  /** None for a subscription that has just ended. */
  private Stream<String> topicName(SubscriptionKey key, String endpointName) {
    try {
      return Stream.of(pubSub.requireOwnTopic(key, endpointName));
    } catch (TidingsException gone) {
      return Stream.of();
    }
  }

  private void unsubscribe(SubscriptionKey key) {
    try {
      pubSub.unsubscribe(key);
    } catch (RuntimeException failure) {
      LOG.logFailure(LogEvent.UNSUBSCRIBE_FAILED, failure);
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

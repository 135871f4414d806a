package dev.tidings.broker;

import static org.awaitility.Awaitility.await;

import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.append.MessageIdGenerator;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.dispatch.PendingReceives;
import dev.tidings.broker.dispatch.Ticker;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.publish.PublishGroupCommit;
import dev.tidings.broker.receive.ReceiveService;
import dev.tidings.fixture.FakeTransactions;
import dev.tidings.fixture.MovableClock;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.fixture.Wiring;
import dev.tidings.platform.cluster.ChangedTopics;
import dev.tidings.platform.cluster.ClusterNotifier;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.SettingsOfTests;
import dev.tidings.platform.database.jpa.EntityManagers;
import dev.tidings.platform.database.jpa.ReadCaches;
import dev.tidings.platform.settings.Setting;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.TopicLock;
import dev.tidings.store.topic.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One server of maybe several on a database, with memory, threads and a ticker of its own. */
public final class BrokerNode implements AutoCloseable {
  static final int WINDOW = 5;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final List<BrokerNode> hearing = new CopyOnWriteArrayList<>();
  private final OwnTransactions connections;
  private final Wiring wiring;

  private BrokerNode(
      OwnTransactions connections, MovableClock clock, boolean isTicking, Object... special)
      throws ReflectiveOperationException {
    this.connections = connections;
    ReadCaches caches = new ReadCaches(new FakeTransactions());
    EntityManagers entities = new EntityManagers();
    wiring =
        new Wiring(
            clock,
            new TopicLock(),
            connections,
            SettingsOfTests.of(Map.of(Setting.QUEUE_WINDOW, Integer.toString(WINDOW))),
            new Topics(connections, caches, entities),
            new Subscriptions(connections, caches, entities),
            new Endpoints(connections, caches, entities, password -> password));
    Stream<Object> beans =
        Stream.concat(
            Stream.of(new Threads(), new Ticks(isTicking), new Announcements()),
            Stream.of(special));
    wiring.fillAll(beans.toArray());
  }

  /** A server as it is. */
  static BrokerNode ticking(TestDatabase database, MovableClock clock)
      throws ReflectiveOperationException {
    return new BrokerNode(new OwnTransactions(database), clock, true);
  }

  /** A server that never looks by itself, so that it does what wake-ups alone make it do. */
  static BrokerNode withoutTicks(TestDatabase database, MovableClock clock, Object... special)
      throws ReflectiveOperationException {
    return withoutTicks(new OwnTransactions(database), clock, special);
  }

  /** The same, with transactions that are special themselves. */
  static BrokerNode withoutTicks(
      OwnTransactions transactions, MovableClock clock, Object... special)
      throws ReflectiveOperationException {
    return new BrokerNode(transactions, clock, false, special);
  }

  /** Has the other one hear what this one announces. */
  void announceTo(BrokerNode other) {
    hearing.add(other);
  }

  <T> T bean(Class<T> type) {
    return wiring.get(type);
  }

  public List<MessageId> publish(TopicDetails topic, Publication... publications) {
    MessageIdGenerator made = bean(MessageIdGenerator.class);
    List<Publication> all = List.of(publications);
    List<MessageId> ids = all.stream().map(one -> one.msgId().orElseGet(made::next)).toList();
    PublicationWriter.Call call =
        new PublicationWriter.Call(topic, 1, "pub=/**", all, ids, "", true);
    return bean(PublishGroupCommit.class).write(call).join().orElseThrow();
  }

  CompletableFuture<List<Message>> receive(SubscriptionKey key, int max, Duration waiting) {
    return receive(key, ReceiveOptions.builder().max(max).waiting(waiting).build());
  }

  CompletableFuture<List<Message>> receive(SubscriptionKey key, ReceiveOptions options) {
    return bean(ReceiveService.class).receiveLater(key, options);
  }

  @Override
  public void close() throws SQLException {
    bean(PendingReceives.class).close();
    scheduler.shutdownNow();
    threads.shutdown();
    await().until(threads::isTerminated);
    connections.close();
  }

  private final class Threads extends WorkerThreads {
    @Override
    public void execute(Runnable work) {
      threads.execute(work);
    }
  }

  private final class Ticks extends Ticker {
    private final boolean isTicking;

    Ticks(boolean isTicking) {
      this.isTicking = isTicking;
    }

    @Override
    public Future<?> schedule(Runnable work, long milliseconds) {
      return isTicking
          ? scheduler.schedule(work, milliseconds, TimeUnit.MILLISECONDS)
          : new CompletableFuture<>();
    }
  }

  private final class Announcements extends ClusterNotifier {
    @Override
    public void announce(Collection<Long> topicIds) {
      hearing.forEach(other -> other.bean(WakeUps.class).heard(ChangedTopics.of(topicIds)));
    }
  }
}

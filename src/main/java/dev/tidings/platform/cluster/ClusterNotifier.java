package dev.tidings.platform.cluster;

import dev.tidings.platform.database.OpenDatabase;
import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The other nodes on the same database: sends and receives notifications of topics with new
 * messages. Notifications only reduce latency. They may arrive late, twice, without a reason or
 * never, so receivers also poll.
 *
 * <p>If the database belongs to one node alone, this class does nothing.
 */
@ApplicationScoped
public class ClusterNotifier {
  private static final Log LOG = Log.of(ClusterNotifier.class);
  private static final Duration TO_END = Duration.ofSeconds(2);

  /** Threads of their own: those of a pool are for what ends, and few on some servers. */
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory managedThreads;

  private final String self = UUID.randomUUID().toString();
  private final List<Consumer<ChangedTopics>> consumers = new CopyOnWriteArrayList<>();
  private final List<Thread> running = new CopyOnWriteArrayList<>();
  private final AtomicBoolean isTelling = new AtomicBoolean();
  private final AtomicBoolean isListening = new AtomicBoolean();
  private ThreadFactory threads;
  private DatabaseEngine databaseEngine;
  private NotifySender notifySender;
  private NotifyListener notifyListener;

  /** For CDI. */
  public ClusterNotifier() {}

  /** Outside a container. */
  ClusterNotifier(DatabaseEngine databaseEngine, ThreadFactory threads) {
    begin(databaseEngine, threads);
  }

  @PostConstruct
  void begin() {
    begin(OpenDatabase.get().engine(), managedThreads);
    OpenDatabase.get().onReopened(() -> tellAll(ChangedTopics.any()));
  }

  private void begin(DatabaseEngine ofThisServer, ThreadFactory itsThreads) {
    databaseEngine = ofThisServer;
    threads = itsThreads;
    notifySender = new NotifySender(databaseEngine::connect, self);
    notifyListener =
        new NotifyListener(
            databaseEngine::connect, databaseEngine.isManaged(), self, this::tellAll);
  }

  /**
   * Tells the others that something new is in these topics, once it is committed and visible. It
   * does not wait for anything: what comes within five milliseconds is told together.
   */
  public void announce(Collection<Long> topicIds) {
    if (databaseEngine.isShared() && !topicIds.isEmpty()) {
      startOnce(isTelling, notifySender);
      notifySender.announce(topicIds);
    }
  }

  /**
   * Has the consumer told what the others announce, and, now and before and after every time in
   * which they cannot be heard, that anything may have changed; also when the database was opened
   * again. The consumer is called by one thread at a time, after this call, and should not keep it.
   */
  public void listen(Consumer<ChangedTopics> onTopics) {
    if (!databaseEngine.isShared()) {
      consumers.add(onTopics);
    } else {
      onTopics.accept(ChangedTopics.any());
      consumers.add(onTopics);
      startOnce(isListening, notifyListener);
    }
  }

  @PreDestroy
  void stop() {
    notifySender.stop();
    notifyListener.stop();
    running.forEach(ClusterNotifier::waitFor);
  }

  private void startOnce(AtomicBoolean isStarted, Runnable task) {
    if (!isStarted.get() && isStarted.compareAndSet(false, true)) {
      Thread thread = threads.newThread(task);
      thread.setName("tidings-" + task.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      running.add(thread);
      thread.start();
    }
  }

  private void tellAll(ChangedTopics topics) {
    consumers.forEach(consumer -> tell(consumer, topics));
  }

  /** One that fails keeps neither the others nor later news from being told. */
  private static void tell(Consumer<ChangedTopics> consumer, ChangedTopics topics) {
    try {
      consumer.accept(topics);
    } catch (RuntimeException failure) {
      LOG.logFailure(LogEvent.NOTIFICATION_FAILED, failure);
    }
  }

  private static void waitFor(Thread ending) {
    try {
      ending.join(TO_END.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}

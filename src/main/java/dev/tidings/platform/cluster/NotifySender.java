package dev.tidings.platform.cluster;

import dev.tidings.platform.database.RetryPolicy;
import dev.tidings.platform.database.engine.ConnectionSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Notifies the other nodes of changes, on a thread and a connection of its own: in PostgreSQL all
 * commits that contain a {@code NOTIFY} wait for one another, so the commits of publishers must not
 * contain one.
 */
final class NotifySender implements Runnable {
  static final String CHANNEL = "tidings";

  /** There is nothing in such a commit that would have to be on disk. */
  private static final String NOTIFY =
      "SELECT set_config('synchronous_commit', 'off', true), pg_notify(?, ?)";

  private static final Logger LOG = System.getLogger(NotifySender.class.getName());

  /** However much is published, the others are not disturbed more often. */
  private static final Duration SPACING = Duration.ofMillis(5);

  private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(500);

  private final ConnectionSource source;
  private final String node;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hasNews = lock.newCondition();

  /** With one more than can be listed it stands for any. */
  private final Set<Long> waiting = new HashSet<>();

  private boolean isStopped;

  NotifySender(ConnectionSource source, String node) {
    this.source = source;
    this.node = node;
  }

  /** Has the topics announced soon; does not wait for it. */
  void announce(Collection<Long> topicIds) {
    lock.lock();
    try {
      for (Long id : topicIds) {
        if (waiting.size() <= Notification.MOST_TOPICS) {
          waiting.add(id);
        }
      }
      hasNews.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the thread end; what has not been said is left unsaid. */
  void stop() {
    lock.lock();
    try {
      isStopped = true;
      hasNews.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    boolean goesOn = true;
    while (goesOn && waitForNews()) {
      try (Connection connection = source.connect()) {
        goesOn = sendAll(connection);
      } catch (SQLException failure) {
        LOG.log(Level.DEBUG, "Cannot tell the other nodes what is new; trying again", failure);
        goesOn = RetryPolicy.pause(BEFORE_NEXT_TRY);
      }
    }
  }

  private boolean sendAll(Connection connection) throws SQLException {
    try (PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
      notify.setString(1, CHANNEL);
      ListenerPresence listenerPresence = new ListenerPresence(node);
      while (waitForNews()) {
        Set<Long> topicIds = take();
        boolean isSent = false;
        try {
          if (listenerPresence.isThere(connection)) {
            notify.setString(2, new Notification(node, ChangedTopics.of(topicIds)).text());
            notify.execute();
          }
          isSent = true;
        } finally {
          if (!isSent) {
            announce(topicIds);
          }
        }
        if (!RetryPolicy.pause(SPACING)) {
          return false;
        }
      }
      return false;
    }
  }

  /** False when there will be none. */
  private boolean waitForNews() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !isStopped) {
        hasNews.await();
      }
      return !isStopped;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private Set<Long> take() {
    lock.lock();
    try {
      Set<Long> taken = Set.copyOf(waiting);
      waiting.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}

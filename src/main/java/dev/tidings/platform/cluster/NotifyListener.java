package dev.tidings.platform.cluster;

import dev.tidings.platform.database.OutageLog;
import dev.tidings.platform.database.RetryPolicy;
import dev.tidings.platform.database.engine.ConnectionSource;
import dev.tidings.platform.database.jdbc.SqlErrors;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Receives the notifications of other nodes, on a thread and a connection of its own. Whenever it
 * may have missed one, it reports that anything may have changed.
 */
final class NotifyListener implements Runnable {
  private static final Logger LOG = System.getLogger(NotifyListener.class.getName());
  private static final Log EVENTS = Log.of(NotifyListener.class);

  private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(500);

  /** After that long without a word it asks whether the server is still there. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** The same on a connection that goes back to a pool in order, which a stop waits for. */
  private static final Duration SILENCE_OF_POOLED = Duration.ofSeconds(1);

  private static final int SECONDS_TO_ANSWER = 2;

  private final ConnectionSource source;
  private final boolean isPooled;
  private final String node;
  private final Consumer<ChangedTopics> onTopics;

  private volatile Connection connection;
  private volatile boolean isStopped;
  private boolean isComplaining;

  /**
   * One that does not listen yet.
   *
   * @param isPooled whether closing a connection gives it back to a pool, so that it must be left
   *     as it was
   * @param onTopics must not fail
   */
  NotifyListener(
      ConnectionSource source, boolean isPooled, String node, Consumer<ChangedTopics> onTopics) {
    this.source = source;
    this.isPooled = isPooled;
    this.node = node;
    this.onTopics = onTopics;
  }

  @Override
  public void run() {
    boolean goesOn = true;
    while (goesOn && !isStopped) {
      try (Connection opened = source.connect()) {
        connection = opened;
        listen(opened);
      } catch (SQLException failure) {
        complainOnce(failure);
        goesOn = isStopped || RetryPolicy.pause(BEFORE_NEXT_TRY);
      }
    }
  }

  /** Lets the thread end, also while it waits for the server. */
  void stop() {
    isStopped = true;
    Connection opened = connection;
    if (opened != null && !isPooled) {
      try {
        opened.abort(Runnable::run);
      } catch (SQLException alreadyClosed) {
        LOG.log(Level.DEBUG, "A connection did not close in order", alreadyClosed);
      }
    }
  }

  private void listen(Connection opened) throws SQLException {
    ListenerPresence.join(opened, node);
    try (Statement statement = opened.createStatement()) {
      statement.execute("LISTEN " + NotifySender.CHANNEL);
    }
    isComplaining = false;
    LOG.log(Level.DEBUG, "Listening to other nodes");
    onTopics.accept(ChangedTopics.any());
    try {
      hearUntilTheEnd(opened);
    } finally {
      // At once, not only when they can be heard again: what is known here may be wrong by now.
      onTopics.accept(ChangedTopics.any());
      if (isPooled) {
        leave(opened);
      }
    }
  }

  private void leave(Connection opened) {
    try (Statement statement = opened.createStatement()) {
      statement.execute("UNLISTEN *");
      ListenerPresence.leave(opened, node);
    } catch (SQLException broken) {
      LOG.log(Level.DEBUG, "A connection did not close in order", broken);
    }
  }

  private void hearUntilTheEnd(Connection opened) throws SQLException {
    NotificationReader notificationReader = NotificationReader.of(opened);
    while (!isStopped) {
      List<String> heard = notificationReader.await(isPooled ? SILENCE_OF_POOLED : SILENCE);
      if (!heard.isEmpty()) {
        hear(heard);
      } else if (!opened.isValid(SECONDS_TO_ANSWER)) {
        throw new SQLException("The database does not answer any more", "08006");
      }
    }
  }

  private void hear(List<String> heard) {
    for (String text : heard) {
      Notification.parse(text)
          .filter(found -> !found.node().equals(node))
          .map(Notification::topics)
          .ifPresent(onTopics);
    }
  }

  private void complainOnce(SQLException failure) {
    if (!isComplaining && !isStopped) {
      isComplaining = true;
      OutageLog.mention(failure);
      EVENTS.logUnless(
          SqlErrors.isOutage(failure), LogEvent.NOTIFICATIONS_NOT_HEARD, failure.getMessage());
    }
  }
}

package dev.tidings.store.log;

import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

/**
 * Sets damaged segments aside, so that depths are exact again and an administrator can look at what
 * is left of them.
 */
@ApplicationScoped
public class DamagedSegmentRemoval {
  private static final Log LOG = Log.of(DamagedSegmentRemoval.class);

  @Inject MessageLog log;
  @Inject MessageRemoval removal;
  @Inject ExpiredMessages expiredMessages;
  @Inject DamagedSegments damagedSegments;

  /** Those of a topic that this node knows. */
  public Set<DamagedSegments.Place> known(long topicId) {
    return damagedSegments.ofTopic(topicId);
  }

  /**
   * Moves a damaged segment from the log to a table of its own; its positions count as expired. The
   * caller holds the locks of the topic and of all its cursors, and forgets what queues hold of it.
   *
   * @return whether it was there, and is damaged
   */
  public boolean setAside(
      Connection connection, long topicId, DamagedSegments.Place place, Instant now)
      throws SQLException {
    long newest = log.end(connection, topicId).at(place.lane()) - 1;
    boolean isDone = removal.setAside(connection, topicId, place, newest, now);
    if (isDone) {
      expiredMessages.addAll(
          connection, topicId, place.lane(), place.firstPosition(), place.lastPosition());
    }
    return isDone;
  }

  /** What was to be set aside is done, and committed. */
  public void done(long topicId, DamagedSegments.Place place, boolean wasSetAside) {
    damagedSegments.forget(topicId, place);
    if (wasSetAside) {
      LOG.log(LogEvent.SEGMENT_SET_ASIDE, topicId, place.lane(), place.positions());
    }
  }

  /** Forgets topics that are no longer there. */
  public void keepOnly(Set<Long> topicIds) {
    damagedSegments.keepOnly(topicIds);
  }
}

package dev.tidings.broker.housekeeping;

import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.log.DamagedSegmentRemoval;
import dev.tidings.store.log.DamagedSegments.Place;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.RemovedMessages;
import dev.tidings.store.queue.inflight.Redeliveries;
import dev.tidings.store.topic.TopicLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

/** Takes damaged segments out of the log, and what queues hold of them out of the queues. */
@ApplicationScoped
public class DamagedSegmentCleaner {
  @Inject Database database;
  @Inject TopicLock topicLock;
  @Inject Cursors cursors;
  @Inject Redeliveries redeliveries;
  @Inject RemovedMessages removedMessages;
  @Inject DamagedSegmentRemoval removal;

  /** Does it for those that readers on this node have come to. */
  void clean(long topicId, Instant now) {
    for (Place place : removal.known(topicId)) {
      boolean wasSetAside =
          database.inTransaction(
              Durability.GUARANTEED, connection -> setAside(connection, topicId, place, now));
      removal.done(topicId, place, wasSetAside);
    }
  }

  /** Forgets topics that are no longer there. */
  void keepOnly(Set<Long> topicIds) {
    removal.keepOnly(topicIds);
  }

  private boolean setAside(Connection connection, long topicId, Place place, Instant now)
      throws SQLException {
    topicLock.lock(connection, topicId);
    cursors.lockAll(connection, topicId);
    boolean isDone = removal.setAside(connection, topicId, place, now);
    if (isDone) {
      long from = place.firstPosition();
      long to = place.lastPosition();
      redeliveries.deleteOfTopic(connection, topicId, place.lane(), from, to);
      removedMessages.deleteOfTopic(connection, topicId, place.lane(), from, to);
    }
    return isDone;
  }
}

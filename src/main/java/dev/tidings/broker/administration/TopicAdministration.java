package dev.tidings.broker.administration;

import dev.tidings.api.AuditKind;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.transaction.CallerTransaction;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.log.ExpiredMessages;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.UnclaimedMessages;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.Topic;
import dev.tidings.store.topic.TopicLock;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Creates, changes and deletes topics, each call in one transaction. */
@Stateless(name = "TidingsTopicAdministration")
public class TopicAdministration {
  @Inject Database database;
  @Inject Topics topics;
  @Inject TopicLock topicLock;
  @Inject Subscriptions subscriptions;
  @Inject MessageLog log;
  @Inject ExpiredMessages expiredMessages;
  @Inject UnclaimedMessages unclaimedMessages;
  @Inject CallerTransaction caller;
  @Inject WakeUps wakeUps;
  @Inject Cursors cursors;
  @Inject AuditTrail auditTrail;
  @Inject @DatabaseTime Clock clock;

  public TopicDetails create(TopicSettings settings) {
    requireFree(settings.name());
    Topic topic = topics.add(settings, clock.instant());
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          unclaimedMessages.create(connection, topic.id(), LanePositions.start());
          auditTrail.created(target(topic), SettingFields.of(topic.details().settings()));
          return topic.details();
        });
  }

  /** Under the topic's lock: a publish sees the settings of before or of after, all of them. */
  public TopicDetails change(long id, long version, TopicSettings settings) {
    requireFree(settings.name());
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          topicLock.lock(connection, id);
          TopicSettings before = topics.require(id).details().settings();
          Topic topic = topics.change(id, version, settings);
          auditTrail.changed(
              target(topic),
              SettingFields.of(before),
              SettingFields.of(topic.details().settings()));
          return topic.details();
        });
  }

  private static AuditTrail.Target target(Topic topic) {
    return new AuditTrail.Target(AuditKind.TOPIC, topic.id(), topic.name().value());
  }

  private static void requireFree(String name) {
    if (TopicName.of("name", name).isReserved()) {
      throw TidingsException.invalid(
          "name", "must not be under /tidings/, which is the broker's own");
    }
  }

  public void delete(long id) {
    Topic topic = topics.require(id);
    database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          database.allowLongWork(connection);
          topicLock.lock(connection, id);
          deleteContents(connection, id);
          topics.remove(topic);
          auditTrail.deleted(target(topic), SettingFields.of(topic.details().settings()));
          return id;
        });
    caller.afterCommit(() -> wakeUps.gone(id));
  }

  private void deleteContents(Connection connection, long id) throws SQLException {
    cursors.lockAll(connection, id);
    List<Subscription> all = subscriptions.ofTopic(id);
    all.forEach(subscriptions::remove);
    expiredMessages.deleteTopic(connection, id);
    log.deleteTopic(connection, id);
  }
}

package dev.tidings.broker.administration;

import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditKind;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageId;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.store.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * What an administrator does with the queues of others, each call in one transaction with its entry
 * in the audit log.
 */
@Stateless(name = "TidingsQueueAdministration")
public class QueueAdministration {
  @Inject SubscriptionAdministration subscriptionAdministration;
  @Inject Topics topics;
  @Inject PubSub pubSub;
  @Inject AuditTrail auditTrail;

  public long clear(long subscriptionId) {
    SubscriptionDetails subscription = subscriptionAdministration.read(subscriptionId);
    long cleared = pubSub.clear(subscription.key());
    did(AuditAction.CLEAR, subscription, count(cleared));
    return cleared;
  }

  public boolean remove(long subscriptionId, MessageId id) {
    SubscriptionDetails subscription = subscriptionAdministration.read(subscriptionId);
    boolean isRemoved = pubSub.remove(subscription.key(), id);
    if (isRemoved) {
      did(AuditAction.REMOVE, subscription, Map.of("msg_id", id.toString()));
    }
    return isRemoved;
  }

  public long redeliver(long subscriptionId, DeadLetterFilter filter) {
    SubscriptionDetails subscription = subscriptionAdministration.read(subscriptionId);
    long redelivered = pubSub.redeliver(subscription.key(), filter);
    did(AuditAction.REDELIVER, subscription, count(redelivered));
    return redelivered;
  }

  public long discard(long subscriptionId, DeadLetterFilter filter) {
    SubscriptionDetails subscription = subscriptionAdministration.read(subscriptionId);
    long discarded = pubSub.discard(subscription.key(), filter);
    did(AuditAction.DISCARD, subscription, count(discarded));
    return discarded;
  }

  public List<MessageId> publish(long topicId, List<Publication> publications) {
    String topic = topics.require(topicId).name().value();
    List<MessageId> ids = pubSub.publish(topic, publications);
    auditTrail.did(
        AuditAction.PUBLISH,
        new AuditTrail.Target(AuditKind.TOPIC, topicId, topic),
        count(ids.stream().filter(MessageId::isStored).count()));
    return ids;
  }

  private void did(
      AuditAction action, SubscriptionDetails subscription, Map<String, String> fields) {
    auditTrail.did(action, SubscriptionAdministration.target(subscription), fields);
  }

  private static Map<String, String> count(long messages) {
    return Map.of("messages", String.valueOf(messages));
  }
}

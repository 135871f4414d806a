package dev.tidings.broker;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.subscription.KnownSubscription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the queues that tests have told it, and asks no database. */
final class QueuesOfTests extends SubscriptionAccess {
  private final Map<SubscriptionKey, Queue> queues = new ConcurrentHashMap<>();

  void add(Subscriber subscriber, TopicDetails topic) {
    long id = subscriber.queue().subscriptionId();
    KnownSubscription known = new KnownSubscription(id, subscriber.key(), topic.id(), id, true);
    queues.put(subscriber.key(), new Queue(subscriber.queue(), known, topic));
  }

  @Override
  Queue require(SubscriptionKey key) {
    return queues.get(key);
  }

  @Override
  Queue requireActive(SubscriptionKey key) {
    return queues.get(key);
  }
}

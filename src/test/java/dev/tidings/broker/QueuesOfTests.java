package dev.tidings.broker;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.store.subscription.SubscriptionSnapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the queues that tests have told it, and asks no database. */
final class QueuesOfTests extends SubscriptionLookup {
  private final Map<SubscriptionKey, Queue> queues = new ConcurrentHashMap<>();

  void add(Subscriber subscriber, TopicDetails topic) {
    long id = subscriber.queue().subscriptionId();
    SubscriptionSnapshot known =
        new SubscriptionSnapshot(id, subscriber.key(), topic.id(), id, true);
    queues.put(subscriber.key(), new Queue(subscriber.queue(), known, topic));
  }

  @Override
  public Queue require(SubscriptionKey key) {
    return queues.get(key);
  }

  @Override
  public Queue requireActive(SubscriptionKey key) {
    return queues.get(key);
  }
}

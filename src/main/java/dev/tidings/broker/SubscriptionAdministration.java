package dev.tidings.broker;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TidingsException;
import dev.tidings.config.Database;
import dev.tidings.config.Durability;
import dev.tidings.endpoint.AccessPolicy;
import dev.tidings.endpoint.Endpoints;
import dev.tidings.endpoint.KnownEndpoint;
import dev.tidings.queue.Depths;
import dev.tidings.queue.QueueId;
import dev.tidings.subscription.Subscription;
import dev.tidings.subscription.Subscriptions;
import dev.tidings.topic.TopicName;
import dev.tidings.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Creates, changes and ends subscriptions for an administrator, each call in one transaction. */
@Stateless
public class SubscriptionAdministration {
  @Inject Database database;
  @Inject Topics topics;
  @Inject TopicAccess topicAccess;
  @Inject Endpoints endpoints;
  @Inject AccessPolicy access;
  @Inject Subscriptions subscriptions;
  @Inject Subscribing subscribing;
  @Inject Depths depths;
  @Inject CallersTransaction caller;
  @Inject WakeUps wakeUps;
  @Inject Clock clock;

  public SubscriptionDetails create(String topicName, String endpointName) {
    TopicName name = TopicName.of(topicName);
    KnownEndpoint endpoint =
        endpoints
            .find(endpointName)
            .orElseThrow(
                () ->
                    TidingsException.invalid("endpoint_name", "must name an endpoint that exists"));
    String pattern = access.requireReceive(endpoint, name);
    requireTopic(name);
    SubscribeOutcome outcome =
        topicAccess.withCurrent(
            endpoint, name, topic -> subscribing.subscribe(topic, endpoint, pattern));
    if (!outcome.isNew()) {
      throw new TidingsException(
          ErrorType.CONFLICT,
          "The endpoint %s is subscribed to %s already.".formatted(endpoint.name(), name));
    }
    return read(subscriptions.find(outcome.key()).orElseThrow().id());
  }

  private void requireTopic(TopicName name) {
    if (topics.find(name).isEmpty()) {
      throw TidingsException.invalid("topic_name", "must name a topic that exists");
    }
  }

  public SubscriptionDetails read(long id) {
    return details(subscriptions.require(id));
  }

  public Page<SubscriptionDetails> page(PageRequest request) {
    Page<Subscription> page = subscriptions.page(request);
    List<SubscriptionDetails> rows = page.rows().stream().map(this::details).toList();
    return new Page<>(rows, page.lastId());
  }

  public SubscriptionDetails change(long id, long version, boolean isActive) {
    Subscription changed = subscriptions.change(id, version, isActive);
    caller.afterCommit(() -> wakeUps.changed(new QueueId(changed.id(), changed.topicId())));
    return database.inTransaction(Durability.GUARANTEED, connection -> details(changed));
  }

  public void delete(long id) {
    subscribing.unsubscribe(subscriptions.require(id).known());
  }

  private SubscriptionDetails details(Subscription subscription) {
    QueueId queue = new QueueId(subscription.id(), subscription.topicId());
    long depth =
        database.read(connection -> depths.depth(connection, queue, clock.instant())).orElse(0L);
    return new SubscriptionDetails(
        subscription.id(),
        subscription.version(),
        subscription.createdAt(),
        subscription.key(),
        topics.require(subscription.topicId()).name().value(),
        endpoints.require(subscription.endpointId()).name(),
        subscription.patternMatched(),
        subscription.isActive(),
        depth);
  }
}

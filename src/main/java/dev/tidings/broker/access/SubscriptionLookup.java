package dev.tidings.broker.access;

import dev.tidings.api.ErrorType;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.store.endpoint.AccessPolicy;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.subscription.SubscriptionSnapshot;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds the queue of a subscription key. */
@ApplicationScoped
public class SubscriptionLookup {
  @Inject Subscriptions subscriptions;
  @Inject Topics topics;
  @Inject Endpoints endpoints;
  @Inject AccessPolicy access;
  @Inject TopicLookup topicLookup;

  /** A queue, its subscription and its topic, as they were a moment ago. */
  public record Queue(QueueId id, SubscriptionSnapshot subscription, TopicDetails topic) {}

  /**
   * The key of an endpoint's subscription, if the endpoint may receive.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}, {@link
   *     ErrorType#NOT_SUBSCRIBED}
   */
  public SubscriptionKey requireKey(TopicName topicName, String endpointName) {
    EndpointSnapshot endpoint = requireEndpoint(endpointName);
    access.requireReceive(endpoint, topicName);
    TopicDetails topic = topicLookup.require(endpoint, topicName);
    return subscriptions
        .find(endpoint.id(), topic.id())
        .map(SubscriptionSnapshot::key)
        .orElseThrow(
            () ->
                new TidingsException(
                    ErrorType.NOT_SUBSCRIBED,
                    "The endpoint %s is not subscribed to %s. Subscribe first."
                        .formatted(endpointName, topicName)));
  }

  public EndpointSnapshot requireEndpoint(String name) {
    return endpoints
        .find(name)
        .orElseThrow(
            () ->
                TidingsException.invalid(
                    "endpoint", "must name an endpoint; there is none called " + name));
  }

  /**
   * The queue.
   *
   * @throws TidingsException {@link ErrorType#SUBSCRIPTION_NOT_ACCESSIBLE}
   */
  public Queue require(SubscriptionKey key) {
    SubscriptionSnapshot known = subscriptions.find(key).orElseThrow(SubscriptionLookup::gone);
    TopicDetails topic = topics.find(known.topicId()).orElseThrow(SubscriptionLookup::gone);
    return new Queue(new QueueId(known.id(), known.topicId()), known, topic);
  }

  /**
   * The queue, if it delivers anything.
   *
   * @throws TidingsException {@link ErrorType#SUBSCRIPTION_NOT_ACCESSIBLE}, {@link
   *     ErrorType#SUBSCRIPTION_INACTIVE}
   */
  public Queue requireActive(SubscriptionKey key) {
    Queue queue = require(key);
    if (!queue.subscription().isActive()) {
      throw new TidingsException(
          ErrorType.SUBSCRIPTION_INACTIVE,
          "The subscription is inactive and hands out nothing until an administrator activates it.");
    }
    return queue;
  }

  /** Why the endpoint that is subscribed may not receive at this moment; empty when it may. */
  public Optional<TidingsException> objection(Queue queue) {
    TopicName topic = TopicName.of(queue.topic().settings().name());
    Optional<EndpointSnapshot> endpoint = endpoints.find(queue.subscription().endpointId());
    if (endpoint.isEmpty()) {
      return Optional.of(gone());
    }
    return access.receivePattern(endpoint.get(), topic).isPresent()
        ? Optional.empty()
        : Optional.of(AccessPolicy.notAccessible(endpoint.get(), topic));
  }

  /** The name of the endpoint that is subscribed, if it still exists. */
  public Optional<String> subscriber(Queue queue) {
    return endpoints.find(queue.subscription().endpointId()).map(EndpointSnapshot::name);
  }

  public Optional<TopicDetails> topic(QueueId queue) {
    return topics.find(queue.topicId());
  }

  public static TidingsException gone() {
    return new TidingsException(
        ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE,
        "There is no such subscription to this topic. Subscribe, and use the key that this gives.");
  }
}

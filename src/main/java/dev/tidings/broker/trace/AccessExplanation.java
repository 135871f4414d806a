package dev.tidings.broker.trace;

import dev.tidings.api.AccessReason;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicAccess;
import dev.tidings.api.TopicDetails;
import dev.tidings.store.endpoint.AccessPolicy;
import dev.tidings.store.endpoint.Endpoint;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.endpoint.TopicPermission.Action;
import dev.tidings.store.subscription.SubscriptionSnapshot;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.Topic;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Says what an endpoint may do with a topic, and why; from the database, not from memory. */
@ApplicationScoped
public class AccessExplanation {
  @Inject Endpoints endpoints;
  @Inject Topics topics;
  @Inject Subscriptions subscriptions;
  @Inject AccessPolicy access;

  public TopicAccess explain(String endpointName, String topicName) {
    TopicName name = TopicName.of("topic", topicName);
    EndpointSnapshot endpoint = requireEndpoint(endpointName);
    Optional<TopicDetails> topic = topics.stored(name).map(Topic::details);
    Optional<SubscriptionSnapshot> subscription =
        topic.flatMap(known -> subscriptions.stored(endpoint.id(), known.id()));
    return new TopicAccess(
        endpoint.name(),
        name.value(),
        access.decide(endpoint, Action.PUBLISH, name).unless(objectionToPublish(topic)),
        access
            .decide(endpoint, Action.RECEIVE, name)
            .unless(objectionToReceive(topic, subscription)),
        subscription.map(SubscriptionSnapshot::id).orElse(0L));
  }

  private EndpointSnapshot requireEndpoint(String name) {
    return endpoints
        .stored(name)
        .map(Endpoint::known)
        .orElseThrow(
            () ->
                new TidingsException(
                    ErrorType.NOT_FOUND, "There is no endpoint with the name " + name));
  }

  private static Optional<AccessReason> objectionToPublish(Optional<TopicDetails> topic) {
    if (topic.isEmpty()) {
      return Optional.of(AccessReason.NO_TOPIC);
    }
    return topic.get().settings().isActive()
        ? Optional.empty()
        : Optional.of(AccessReason.TOPIC_INACTIVE);
  }

  private static Optional<AccessReason> objectionToReceive(
      Optional<TopicDetails> topic, Optional<SubscriptionSnapshot> subscription) {
    if (topic.isEmpty()) {
      return Optional.of(AccessReason.NO_TOPIC);
    }
    return subscription.isPresent() && !subscription.get().isActive()
        ? Optional.of(AccessReason.SUBSCRIPTION_INACTIVE)
        : Optional.empty();
  }
}

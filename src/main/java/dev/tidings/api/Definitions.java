package dev.tidings.api;

import java.io.Serializable;
import java.util.List;

/**
 * What administrators have defined: topics and endpoints by name, subscriptions by topic and
 * endpoint. The server's own endpoint is not among them.
 */
public record Definitions(
    List<TopicSettings> topics,
    List<EndpointDefinition> endpoints,
    List<SubscriptionDefinition> subscriptions)
    implements Serializable {

  public Definitions {
    topics = List.copyOf(topics);
    endpoints = List.copyOf(endpoints);
    subscriptions = List.copyOf(subscriptions);
  }
}

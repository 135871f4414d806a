package dev.tidings.api;

import jakarta.ejb.Local;
import java.util.List;

/**
 * Keeps topics, endpoints and subscriptions, and pauses listeners. Trusts its caller: a transport
 * lets only endpoints with the role {@link Role#ADMIN} this far.
 *
 * <p>A change names the version that it is based on; if somebody else was faster, it throws {@link
 * ErrorType#STALE_VERSION}. An unknown id throws {@link ErrorType#NOT_FOUND}, a name that is taken
 * {@link ErrorType#CONFLICT}. Lists go by id, in pages.
 */
@Local
public interface Administration {

  TopicDetails createTopic(TopicSettings settings);

  TopicDetails topic(long id);

  Page<TopicDetails> topics(PageRequest request);

  /** Replaces all settings, even the name: subscriptions and queues follow. */
  TopicDetails changeTopic(long id, long version, TopicSettings settings);

  /** Deletes the topic, its messages, and every subscription with its queue. */
  void deleteTopic(long id);

  EndpointDetails createEndpoint(EndpointSettings settings);

  EndpointDetails endpoint(long id);

  Page<EndpointDetails> endpoints(PageRequest request);

  /**
   * Replaces all settings; settings without a password keep the old one. Subscriptions to topics
   * from which the endpoint may not receive any more end.
   */
  EndpointDetails changeEndpoint(long id, long version, EndpointSettings settings);

  /** Deletes the endpoint and its subscriptions; what it published stays. */
  void deleteEndpoint(long id);

  /** Subscribes the endpoint, also to a topic that takes no subscriptions from clients. */
  SubscriptionDetails createSubscription(String topicName, String endpointName);

  SubscriptionDetails subscription(long id);

  Page<SubscriptionDetails> subscriptions(PageRequest request);

  /** Lets the subscription deliver messages or not; either way its queue goes on filling. */
  SubscriptionDetails changeSubscription(long id, long version, boolean isActive);

  void deleteSubscription(long id);

  /** The {@link TidingsListener} methods of this application, by name. */
  List<ListenerDetails> listeners();

  /**
   * Has a listener receive nothing until it is resumed, on all nodes, and also after a restart: its
   * subscription becomes inactive. Calls that run are finished; what was leased ahead goes back
   * within about a second.
   *
   * @throws TidingsException {@link ErrorType#NOT_FOUND}, also while it has no subscription
   */
  ListenerDetails pauseListener(String name);

  /** Has a listener receive again: its subscription becomes active. */
  ListenerDetails resumeListener(String name);
}

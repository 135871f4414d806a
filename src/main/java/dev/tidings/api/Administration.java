package dev.tidings.api;

import jakarta.ejb.Local;
import java.util.List;

/**
 * Keeps topics, endpoints and subscriptions, explains what they let happen, and pauses listeners.
 * Trusts its caller: a transport lets only endpoints with the role {@link Role#ADMIN} this far.
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

  /** As {@link #subscriptions(PageRequest)}, of one topic or of one endpoint. */
  Page<SubscriptionDetails> subscriptions(SubscriptionFilter filter);

  /** Lets the subscription deliver messages or not; either way its queue goes on filling. */
  SubscriptionDetails changeSubscription(long id, long version, boolean isActive);

  void deleteSubscription(long id);

  /**
   * As {@link PubSub#clear}, for a queue of anybody.
   *
   * @return how many messages it has removed
   */
  long clearQueue(long subscriptionId);

  /** As {@link PubSub#remove}, for a queue of anybody. */
  boolean removeMessage(long subscriptionId, MessageId id);

  /** As {@link PubSub#redeliver}, for a queue of anybody. */
  long redeliver(long subscriptionId, DeadLetterFilter filter);

  /** As {@link PubSub#discard}, for a queue of anybody. */
  long discard(long subscriptionId, DeadLetterFilter filter);

  /**
   * Publishes as the server itself, to try a topic out or to repeat what was lost.
   *
   * @return the ids, as {@link PubSub#publish(String, List)} does
   */
  List<MessageId> publish(long topicId, List<Publication> publications);

  /**
   * Whether an endpoint may publish to a topic and receive from it, and what decides that. The
   * topic need not exist.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} for a name that no topic can have, or
   *     {@link ErrorType#NOT_FOUND} without such an endpoint
   */
  TopicAccess access(String endpointName, String topicName);

  /**
   * Where a message is: what each queue of its topic has of it, why, and what comes next. Of a
   * message that is gone it says what is still known.
   */
  MessageTrace trace(MessageId id);

  /** What administrators did, newest first. */
  Page<AuditEntry> audit(AuditFilter filter);

  /**
   * All topics, endpoints and subscriptions, in the order of their names.
   *
   * @param withPasswordHashes whether to tell what is stored of passwords
   */
  Definitions definitions(boolean withPasswordHashes);

  /**
   * Makes everything as a document says, in one transaction, and tells what that has changed. A
   * document that was applied before changes nothing.
   *
   * @param document in YAML or JSON, as docs/api.md describes it
   * @param prune whether to delete what the document does not mention, of the kinds that it does
   *     mention
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} with the lines that are wrong, or what
   *     each of the changes would throw, with its line
   */
  List<DefinitionChange> applyDefinitions(String document, boolean prune);

  /** As {@link #applyDefinitions}, but takes everything back. */
  List<DefinitionChange> checkDefinitions(String document, boolean prune);

  /**
   * Starts something with many messages, which goes on in batches after the call, on any node, and
   * after a restart.
   *
   * @return the job, which waits
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} when a topic or an endpoint that the
   *     request names does not exist
   */
  JobDetails startJob(JobRequest request);

  JobDetails job(long id);

  /** The newest first; {@code after} is the id of the last one seen, and the name is not used. */
  Page<JobDetails> jobs(PageRequest request);

  /**
   * Ends a job after the batch that runs; what it has done stays done.
   *
   * @throws TidingsException {@link ErrorType#CONFLICT} when it has ended
   */
  JobDetails cancelJob(long id);

  /**
   * The nodes of the cluster, by name: those that are there, and for an hour those that ended
   * without saying so.
   */
  List<NodeDetails> nodes();

  /**
   * The connections of all nodes that messages are pushed to, by their ids; the name of a page is a
   * part of the endpoint's. Those of other nodes, of each the first 1000, are as they were within
   * the last ten seconds.
   */
  Page<ConnectionDetails> connections(PageRequest request);

  /**
   * Closes a connection. What it has not settled goes back at once. Its client may connect again;
   * an inactive endpoint cannot.
   *
   * @return whether it is closed. If not, it is one of another node, which closes it as soon as it
   *     learns of that, within ten seconds
   */
  boolean disconnect(long id);

  /**
   * The alerts that last, as this node sees them, in the order of their beginning; of each kind the
   * first 200.
   */
  List<AlertDetails> alerts();

  /**
   * Notes that the caller looks after an alert, on all nodes, for as long as the alert lasts and a
   * day at most.
   *
   * @param topicName empty for an alert about the whole, as in {@link AlertDetails}
   * @param endpointName empty for an alert about the whole
   * @throws TidingsException {@link ErrorType#NOT_FOUND} when there is no such alert
   */
  void acknowledgeAlert(AlertKind kind, String topicName, String endpointName);

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

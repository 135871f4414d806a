package dev.tidings.api;

import jakarta.ejb.Local;
import java.time.Duration;
import java.util.List;

/**
 * Publish/subscribe for code inside the server, and the one contract that every transport carries.
 *
 * <pre>{@code
 * @Inject PubSub pubSub;
 *
 * MessageId id = pubSub.publish("/zato/demo/sample", "My data");
 * SubscriptionKey key = pubSub.subscribe("/zato/demo/sample", SubscribeOptions.endpoint("My REST Endpoint"));
 * List<Message> messages = pubSub.getMessages("/zato/demo/sample", key);
 * }</pre>
 *
 * <p>Each call is one transaction: the caller's, if there is one, and then it is visible if and
 * when that commits; else its own, which is committed before the call returns. A call that throws
 * {@link TidingsException} has changed nothing.
 *
 * <p>{@link #publish} and {@link #subscribe} check the role and the patterns of the endpoint named.
 * The methods that take a {@link SubscriptionKey} trust their caller.
 */
@Local
public interface PubSub {

  /** The most publications in one call. */
  int MAX_BATCH = 1_000;

  /** The most messages on one page of {@link #browse}. */
  int MAX_PAGE = 1_000;

  /** Publishes text with the defaults for everything else, as the internal endpoint. */
  MessageId publish(String topicName, String data);

  /**
   * Publishes one message. A publication with guaranteed delivery is on disk when this returns, or
   * when the caller's transaction has committed.
   *
   * @return its id; {@link MessageId#NONE} when nobody is subscribed and the topic drops such
   *     messages
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}, {@link
   *     ErrorType#TOPIC_INACTIVE}, {@link ErrorType#MESSAGE_TOO_LARGE}, {@link
   *     ErrorType#QUEUE_FULL}, {@link ErrorType#IDEMPOTENCY_MISMATCH} when the publication's own id
   *     belongs to another message
   */
  MessageId publish(String topicName, Publication publication);

  /**
   * Publishes 1 to {@value #MAX_BATCH} messages, all or none.
   *
   * @return the ids in the order of the publications
   */
  List<MessageId> publish(String topicName, List<Publication> publications);

  /**
   * Publishes at most once for one key: within 24 hours the same key and publications of the same
   * endpoint answer with the ids of the first call and store nothing.
   *
   * @param idempotencyKey 1 to 200 printable ASCII characters without spaces
   * @throws TidingsException {@link ErrorType#IDEMPOTENCY_MISMATCH} when the key came with other
   *     publications before
   */
  List<MessageId> publish(String topicName, List<Publication> publications, String idempotencyKey);

  /**
   * Subscribes an endpoint to a topic. From now on every message of the topic waits in a queue for
   * it; the first subscription of a topic also gets the messages that the topic kept until now.
   *
   * @return the key of the subscription; the same key again if there is one already
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}, {@link
   *     ErrorType#API_SUBSCRIPTION_NOT_ALLOWED}
   */
  SubscriptionKey subscribe(String topicName, SubscribeOptions options);

  /** Subscribes as {@link #subscribe} does and tells what it found. */
  SubscribeOutcome ensureSubscribed(String topicName, SubscribeOptions options);

  /**
   * The subscription of an endpoint to a topic, for callers that act on behalf of that endpoint.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE} unless the endpoint may receive
   *     from the topic at this moment, {@link ErrorType#NOT_SUBSCRIBED}
   */
  SubscriptionKey requireSubscription(String topicName, String endpointName);

  /**
   * The name of the topic of a subscription, for callers that act on behalf of an endpoint and know
   * a key that it may own.
   *
   * @throws TidingsException {@link ErrorType#SUBSCRIPTION_NOT_ACCESSIBLE} unless the subscription
   *     is the endpoint's, {@link ErrorType#TOPIC_NOT_ACCESSIBLE} unless the endpoint may receive
   *     from the topic at this moment
   */
  String requireOwnTopic(SubscriptionKey key, String endpointName);

  /**
   * Goes on delivering messages of a subscription, to the current WebSocket: everything that waits
   * in the queue, and what comes. Does nothing if it delivers there already.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} unless called in a {@link
   *     WebSocketService}, {@link ErrorType#SUBSCRIPTION_NOT_ACCESSIBLE} unless the subscription is
   *     that of the endpoint that is logged in, {@link ErrorType#TOPIC_NOT_ACCESSIBLE}
   */
  void resumeWsxSubscription(SubscriptionKey key);

  /** Ends the subscription; its queue goes. Does nothing if there is no such subscription. */
  void unsubscribe(SubscriptionKey key);

  /**
   * All outstanding messages, removed from the queue as they are returned: at most once each.
   * Higher priority first, newest first within a priority.
   *
   * <p>One call returns at most 64 MiB, counted as the data and 1 KiB a message; then the rest, of
   * lower priority or newer, is still in the queue.
   *
   * @throws TidingsException {@link ErrorType#SUBSCRIPTION_NOT_ACCESSIBLE} when there is no such
   *     subscription to the topic, {@link ErrorType#SUBSCRIPTION_INACTIVE}
   */
  List<Message> getMessages(String topicName, SubscriptionKey key);

  /** As {@link #getMessages(String, SubscriptionKey)}, of the first {@code max} to be delivered. */
  List<Message> getMessages(String topicName, SubscriptionKey key, int max);

  /**
   * Delivers messages under a lease, best first: priority 9 to 1, then the order of commits. Until
   * its lease ends nobody else gets a delivery; {@link #acknowledge} makes it done, {@link #reject}
   * sends it back, and one whose lease ends comes back by itself. After the topic's number of
   * deliveries it becomes a dead letter.
   *
   * <p>Always a transaction of its own, so that deliveries are counted whatever becomes of the
   * caller's. If the caller has one and it rolls back, the deliveries come back at once.
   *
   * @return empty when there was nothing until the end of the wait, or when as many messages are in
   *     flight as the configuration allows for one subscription
   * @throws TidingsException {@link ErrorType#SUBSCRIPTION_NOT_ACCESSIBLE}, {@link
   *     ErrorType#SUBSCRIPTION_INACTIVE}
   */
  List<Message> receive(SubscriptionKey key, ReceiveOptions options);

  /**
   * Acknowledges deliveries and receives in one call, with one flush: first {@link #acknowledge},
   * then {@link #receive(SubscriptionKey, ReceiveOptions)}, and in one transaction unless it has to
   * wait behind others. A wait begins after the deliveries are acknowledged on disk. A call that is
   * refused has acknowledged nothing; one that fails while it waits has.
   *
   * <p>In a caller's transaction, the acknowledgements are part of that and the deliveries are not.
   *
   * @param acknowledge 0 to {@value #MAX_BATCH} receipts
   * @throws TidingsException as {@link #receive(SubscriptionKey, ReceiveOptions)}, {@link
   *     ErrorType#INVALID_INPUT}
   */
  ReceiveResult receive(SubscriptionKey key, List<Receipt> acknowledge, ReceiveOptions options);

  /**
   * Makes deliveries done: they never come back. In the caller's transaction, if there is one: then
   * they are done if and when it commits, and it cannot commit once a lease has ended meanwhile.
   *
   * @param receipts 1 to {@value #MAX_BATCH}
   * @return one outcome for each receipt, in their order
   */
  List<ReceiptOutcome> acknowledge(SubscriptionKey key, List<Receipt> receipts);

  /**
   * Sends deliveries back, to be delivered again, or makes them dead letters when they have used up
   * their deliveries. In the caller's transaction, as {@link #acknowledge}.
   */
  List<ReceiptOutcome> reject(SubscriptionKey key, List<Receipt> receipts, Rejection rejection);

  /**
   * Lets the leases end later: that long from now on. Takes effect at once, whatever becomes of the
   * caller's transaction.
   *
   * @param lease {@link ReceiveOptions#MIN_LEASE} to {@link ReceiveOptions#MAX_LEASE}
   */
  List<ReceiptOutcome> extend(SubscriptionKey key, List<Receipt> receipts, Duration lease);

  /** A page of dead letters, oldest first. */
  DeadLetterPage deadLetters(SubscriptionKey key, String after, int limit);

  /**
   * Puts dead letters back into the queue. Their delivery counts go on, and they have all the
   * deliveries of the topic again.
   *
   * @return how many
   * @throws TidingsException {@link ErrorType#QUEUE_FULL}
   */
  long redeliver(SubscriptionKey key, DeadLetterFilter filter);

  /**
   * Deletes dead letters for good.
   *
   * @return how many
   */
  long discard(SubscriptionKey key, DeadLetterFilter filter);

  /**
   * A page of the messages that wait, in the order of their delivery. Changes nothing.
   *
   * @param after {@link MessagePage#next()} of the page before, or an empty string
   * @param limit 1 to {@value #MAX_PAGE}
   */
  MessagePage browse(SubscriptionKey key, String after, int limit);

  /** As {@link #browse(SubscriptionKey, String, int)}, of the messages in one state. */
  MessagePage browse(SubscriptionKey key, MessageState state, String after, int limit);

  /** The number of messages that are not done, exactly, and the age of the oldest. */
  QueueStatus queueStatus(SubscriptionKey key);

  /** The number of messages that are not done: waiting, leased, or to come back. */
  long depth(SubscriptionKey key);

  /** Takes one waiting message out of the queue; false when it does not wait there. */
  boolean remove(SubscriptionKey key, MessageId id);

  /**
   * Empties the queue.
   *
   * @return the number of messages that waited
   */
  long clear(SubscriptionKey key);
}

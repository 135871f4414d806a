package dev.tidings.broker;

import dev.tidings.api.CurrentWebSocket;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.MessageState;
import dev.tidings.api.PubSub;
import dev.tidings.api.PubSubRemote;
import dev.tidings.api.Publication;
import dev.tidings.api.QueueStatus;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.ReceiveResult;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.access.TopicLookup;
import dev.tidings.broker.administration.SubscribeService;
import dev.tidings.broker.publish.PublishGroupCommit;
import dev.tidings.broker.publish.TransactionalPublish;
import dev.tidings.broker.receive.DeadLetterService;
import dev.tidings.broker.receive.QueueService;
import dev.tidings.broker.receive.ReceiveService;
import dev.tidings.broker.settle.SettlementService;
import dev.tidings.broker.transaction.CallerTransaction;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.Database;
import dev.tidings.store.endpoint.AccessPolicy;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.TopicName;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The contract: each method is one use case and one transaction, the caller's or its own. A method
 * reads top to bottom: who calls, whether it is allowed, what is done.
 */
@Stateless(name = "TidingsPubSubBean")
@Local(PubSub.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PubSubBean implements PubSub, PubSubRemote {
  @Inject Database database;
  @Inject TopicLookup topics;
  @Inject SubscriptionLookup subscriptionLookup;
  @Inject AccessPolicy access;
  @Inject Subscriptions subscriptions;
  @Inject SubscribeService subscribeService;
  @Inject CallerTransaction caller;

  /** Only where there is a transport for WebSockets. */
  @Inject Instance<CurrentWebSocket> currentWebSocket;

  @Inject PublishGroupCommit publishGroupCommit;
  @Inject TransactionalPublish transactionalPublish;
  @Inject ReceiveService receiveService;
  @Inject SettlementService settlementService;
  @Inject DeadLetterService deadLetters;
  @Inject QueueService queues;

  @Override
  public MessageId publish(String topicName, String data) {
    return publish(topicName, Publication.of(data));
  }

  @Override
  public MessageId publish(String topicName, Publication publication) {
    return publish(topicName, List.of(publication)).get(0);
  }

  @Override
  public List<MessageId> publish(String topicName, List<Publication> publications) {
    return publish(topicName, publications, Optional.empty());
  }

  @Override
  public List<MessageId> publish(
      String topicName, List<Publication> publications, String idempotencyKey) {
    return publish(topicName, publications, Optional.of(idempotencyKey));
  }

  /** With the commit of the caller's transaction, if there is one; else committed on return. */
  private List<MessageId> publish(
      String topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    TopicName name = TopicName.of(topicName);
    return caller.isActive()
        ? transactionalPublish.publish(name, publications, idempotencyKey)
        : WorkerThreads.await(publishGroupCommit.publish(name, publications, idempotencyKey));
  }

  @Override
  public SubscriptionKey subscribe(String topicName, SubscribeOptions options) {
    return ensureSubscribed(topicName, options).key();
  }

  @Override
  public SubscribeOutcome ensureSubscribed(String topicName, SubscribeOptions options) {
    return options.isCurrentWebSocket()
        ? subscribeCurrentWebSocket(topicName, options)
        : subscribe(topicName, options.endpoint());
  }

  private SubscribeOutcome subscribeCurrentWebSocket(String topicName, SubscribeOptions options) {
    CurrentWebSocket webSocket = requireWebSocket();
    SubscribeOutcome outcome = subscribe(topicName, webSocket.endpoint());
    deliver(webSocket.delivery(outcome.key(), options));
    return outcome;
  }

  private CurrentWebSocket requireWebSocket() {
    if (currentWebSocket.isResolvable()) {
      return currentWebSocket.get();
    }
    throw TidingsException.invalid(
        "options", "name the current WebSocket, and this application serves none");
  }

  /** From the commit on: before it, nobody else sees a new subscription. */
  private void deliver(Runnable delivery) {
    if (caller.isActive()) {
      caller.afterCommit(delivery);
    } else {
      delivery.run();
    }
  }

  private SubscribeOutcome subscribe(String topicName, String endpointName) {
    TopicName name = TopicName.of(topicName);
    EndpointSnapshot endpoint = subscriptionLookup.requireEndpoint(endpointName);
    String pattern = access.requireReceive(endpoint, name);
    return database.durably(
        () ->
            topics.withCurrent(
                endpoint,
                name,
                topic -> {
                  requireApiSubscriptions(topic, endpoint);
                  return subscribeService.subscribe(topic, endpoint, pattern);
                }));
  }

  private static void requireApiSubscriptions(TopicDetails topic, EndpointSnapshot endpoint) {
    if (!topic.settings().isApiSubAllowed()) {
      throw new TidingsException(
          ErrorType.API_SUBSCRIPTION_NOT_ALLOWED,
          "The topic %s takes no subscriptions from clients. Ask an administrator to subscribe the endpoint %s."
              .formatted(topic.settings().name(), endpoint.name()));
    }
  }

  @Override
  public SubscriptionKey requireSubscription(String topicName, String endpointName) {
    return subscriptionLookup.requireKey(TopicName.of(topicName), endpointName);
  }

  @Override
  public String requireOwnTopic(SubscriptionKey key, String endpointName) {
    EndpointSnapshot endpoint = subscriptionLookup.requireEndpoint(endpointName);
    SubscriptionLookup.Queue queue = subscriptionLookup.require(key);
    if (queue.subscription().endpointId() != endpoint.id()) {
      throw SubscriptionLookup.gone();
    }
    String name = queue.topic().settings().name();
    access.requireReceive(endpoint, TopicName.of(name));
    return name;
  }

  @Override
  public void resumeWsxSubscription(SubscriptionKey key) {
    CurrentWebSocket webSocket = requireWebSocket();
    requireOwnTopic(key, webSocket.endpoint());
    deliver(webSocket.resumption(key));
  }

  @Override
  public void unsubscribe(SubscriptionKey key) {
    database.durably(
        () -> {
          subscriptions.find(key).ifPresent(subscribeService::unsubscribe);
          return key;
        });
  }

  @Override
  public List<Message> getMessages(String topicName, SubscriptionKey key) {
    return getMessages(topicName, key, Integer.MAX_VALUE);
  }

  @Override
  public List<Message> getMessages(String topicName, SubscriptionKey key, int max) {
    return queues.drain(TopicName.of(topicName), key, max);
  }

  @Override
  public List<Message> receive(SubscriptionKey key, ReceiveOptions options) {
    return receiveService.receive(key, options);
  }

  /** In a caller's transaction each part goes its own way: one with its commit, one at once. */
  @Override
  public ReceiveResult receive(
      SubscriptionKey key, List<Receipt> acknowledge, ReceiveOptions options) {
    ReceiveService.checkReceipts(acknowledge);
    if (!caller.isActive()) {
      return receiveService.acknowledgeAndReceive(key, acknowledge, options);
    }
    subscriptionLookup.requireActive(key);
    List<ReceiptOutcome> acknowledged =
        acknowledge.isEmpty() ? List.of() : acknowledge(key, acknowledge);
    return new ReceiveResult(receive(key, options), acknowledged);
  }

  @Override
  public List<ReceiptOutcome> acknowledge(SubscriptionKey key, List<Receipt> receipts) {
    return settlementService.settle(key, receipts, Optional.empty());
  }

  @Override
  public List<ReceiptOutcome> reject(
      SubscriptionKey key, List<Receipt> receipts, Rejection rejection) {
    return settlementService.settle(key, receipts, Optional.of(rejection));
  }

  @Override
  public List<ReceiptOutcome> extend(SubscriptionKey key, List<Receipt> receipts, Duration lease) {
    return WorkerThreads.await(settlementService.extend(key, receipts, Optional.of(lease)));
  }

  @Override
  public DeadLetterPage deadLetters(SubscriptionKey key, String after, int limit) {
    return deadLetters.page(key, after, limit);
  }

  @Override
  public long redeliver(SubscriptionKey key, DeadLetterFilter filter) {
    return deadLetters.redeliver(key, filter);
  }

  @Override
  public long discard(SubscriptionKey key, DeadLetterFilter filter) {
    return deadLetters.discard(key, filter);
  }

  @Override
  public MessagePage browse(SubscriptionKey key, String after, int limit) {
    return browse(key, MessageState.READY, after, limit);
  }

  @Override
  public MessagePage browse(SubscriptionKey key, MessageState state, String after, int limit) {
    return queues.browse(key, state, after, limit);
  }

  @Override
  public QueueStatus queueStatus(SubscriptionKey key) {
    return queues.status(key);
  }

  @Override
  public long depth(SubscriptionKey key) {
    return queues.status(key).depth();
  }

  @Override
  public boolean remove(SubscriptionKey key, MessageId id) {
    return queues.remove(key, id);
  }

  @Override
  public long clear(SubscriptionKey key) {
    return queues.clear(key);
  }
}

package dev.tidings.broker;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.ReceiveResult;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.publish.PublishGroupCommit;
import dev.tidings.broker.receive.ReceiveService;
import dev.tidings.broker.settle.SettlementService;
import dev.tidings.store.topic.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The part of the contract that never blocks its caller's thread. */
@ApplicationScoped
public class AsyncPubSubBean implements AsyncPubSub {
  @Inject PublishGroupCommit publishGroupCommit;
  @Inject ReceiveService receiveService;
  @Inject SettlementService settlementService;
  @Inject SubscriptionLookup subscriptions;

  @Override
  public CompletionStage<List<MessageId>> publish(
      String topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    return publishGroupCommit.publish(TopicName.of(topicName), publications, idempotencyKey);
  }

  @Override
  public void requireMayPublish(String topicName, String endpointName) {
    publishGroupCommit.requireMayPublish(TopicName.of(topicName), endpointName);
  }

  @Override
  public SubscriptionKey requireSubscription(String topicName, String endpointName) {
    return subscriptions.requireKey(TopicName.of(topicName), endpointName);
  }

  @Override
  public CompletionStage<List<Message>> receive(SubscriptionKey key, ReceiveOptions options) {
    return receiveService.receiveLater(key, options);
  }

  @Override
  public CompletionStage<List<Message>> receive(
      SubscriptionKey key, ReceiveOptions options, Duration wait) {
    return receiveService.receiveForEndpoint(key, options, wait);
  }

  @Override
  public CompletionStage<ReceiveResult> receive(
      SubscriptionKey key, List<Receipt> acknowledge, ReceiveOptions options) {
    return receiveService.acknowledgeAndReceiveForEndpoint(key, acknowledge, options);
  }

  @Override
  public CompletionStage<List<ReceiptOutcome>> acknowledge(
      SubscriptionKey key, List<Receipt> receipts) {
    return settlementService.settleAtOnce(key, receipts, Optional.empty());
  }

  @Override
  public CompletionStage<List<ReceiptOutcome>> acknowledgeAsync(
      SubscriptionKey key, List<Receipt> receipts) {
    return settlementService.acknowledgeAsync(key, receipts);
  }

  @Override
  public CompletionStage<List<ReceiptOutcome>> reject(
      SubscriptionKey key, List<Receipt> receipts, Rejection rejection) {
    return settlementService.settleAtOnce(key, receipts, Optional.of(rejection));
  }

  @Override
  public CompletionStage<List<ReceiptOutcome>> extend(
      SubscriptionKey key, List<Receipt> receipts, Optional<Duration> lease) {
    return settlementService.extend(key, receipts, lease);
  }
}

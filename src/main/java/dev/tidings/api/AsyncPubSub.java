package dev.tidings.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Publishing and receiving for code that must not hold its thread: what many callers ask for at the
 * same time is committed together, and waiting costs neither a thread nor a connection. Never part
 * of the caller's transaction.
 *
 * <p>What is wrong with the input is thrown; everything later ends the stage with a {@link
 * TidingsException}. Stages may end on a thread of the broker, which must not be held.
 */
public interface AsyncPubSub {

  /** As {@link PubSub#publish(String, List, String)}, the idempotency key being optional. */
  CompletionStage<List<MessageId>> publish(
      String topicName, List<Publication> publications, Optional<String> idempotencyKey);

  /**
   * Checks whether an endpoint may publish to a topic at this moment; each publish checks it again.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}, {@link
   *     ErrorType#INVALID_INPUT}
   */
  void requireMayPublish(String topicName, String endpointName);

  /** As {@link PubSub#requireSubscription}; asks the database only once in a while. */
  SubscriptionKey requireSubscription(String topicName, String endpointName);

  /** As {@link PubSub#receive(SubscriptionKey, ReceiveOptions)}. */
  CompletionStage<List<Message>> receive(SubscriptionKey key, ReceiveOptions options);

  /**
   * The same on behalf of the endpoint that is subscribed, which must be allowed to receive; waits
   * for so long, which may be longer than {@link ReceiveOptions#MAX_WAIT}. Cancelling the stage's
   * future ends it before.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}
   */
  CompletionStage<List<Message>> receive(
      SubscriptionKey key, ReceiveOptions options, Duration wait);

  /**
   * As {@link PubSub#receive(SubscriptionKey, List, ReceiveOptions)}, on behalf of the endpoint
   * that is subscribed, which must be allowed to receive. Cancelling the stage's future ends its
   * wait.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}
   */
  CompletionStage<ReceiveResult> receive(
      SubscriptionKey key, List<Receipt> acknowledge, ReceiveOptions options);

  /** As {@link PubSub#acknowledge}. */
  CompletionStage<List<ReceiptOutcome>> acknowledge(SubscriptionKey key, List<Receipt> receipts);

  /**
   * The same where nobody is told of it: does not wait for the disk. A crash of the database, or a
   * loss of power, within the next moments may undo it; then the messages come again, and their
   * delivery count says so.
   */
  CompletionStage<List<ReceiptOutcome>> acknowledgeAsync(
      SubscriptionKey key, List<Receipt> receipts);

  /** As {@link PubSub#reject}. */
  CompletionStage<List<ReceiptOutcome>> reject(
      SubscriptionKey key, List<Receipt> receipts, Rejection rejection);

  /** As {@link PubSub#extend}; an empty lease is the topic's. */
  CompletionStage<List<ReceiptOutcome>> extend(
      SubscriptionKey key, List<Receipt> receipts, Optional<Duration> lease);
}

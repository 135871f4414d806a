package dev.tidings.websocket;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.Content;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A broker with one queue, whose receivers wait until a test has messages for them. */
final class FakeQueue implements AsyncPubSub {
  static final SubscriptionKey KEY = SubscriptionKey.of("zpsk.websockets.0123456789abcdef01234567");

  record Question(
      SubscriptionKey key, ReceiveOptions options, CompletableFuture<List<Message>> answer) {}

  private final Clock clock;
  private final List<Question> questions = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private final List<String> extended = new ArrayList<>();
  private ReceiptOutcome outcomeOfExtending = ReceiptOutcome.DONE;

  FakeQueue(Clock clock) {
    this.clock = clock;
  }

  /** Those that nobody has answered or taken back. */
  List<Question> waiting() {
    return questions.stream().filter(question -> !question.answer().isDone()).toList();
  }

  Question question() {
    return waiting().get(0);
  }

  /** Hands out messages with these names to who has waited longest. */
  void handOut(String... names) {
    question().answer().complete(List.of(names).stream().map(name -> message(name, 1)).toList());
  }

  void handOut(Message message) {
    question().answer().complete(List.of(message));
  }

  /** A message whose data, and the beginning of whose receipt, is its name. */
  Message message(String name, int deliveryCount) {
    Publication publication = Publication.builder().data(Content.text(name)).build();
    return Message.builder()
        .msgId(id(name))
        .publication(publication)
        .topicName("/orders")
        .subKey(KEY)
        .pubTime(clock.instant())
        .expiration(Duration.ofDays(1))
        .hasGd(true)
        .deliveryCount(deliveryCount)
        .server("server", 1)
        .lease(Receipt.of(name + "-" + deliveryCount), clock.instant().plus(Feed.LEASE))
        .build();
  }

  static MessageId id(String name) {
    return MessageId.of("zpsm%024x".formatted(name.hashCode()));
  }

  List<String> acknowledged() {
    return acknowledged;
  }

  List<String> rejected() {
    return rejected;
  }

  List<String> extended() {
    return extended;
  }

  /** As if others had the messages by now. */
  void loseLeases() {
    outcomeOfExtending = ReceiptOutcome.EXPIRED;
  }

  @Override
  public CompletionStage<List<MessageId>> publish(
      String topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    throw new UnsupportedOperationException("no test publishes here");
  }

  @Override
  public SubscriptionKey requireSubscription(String topicName, String endpointName) {
    throw new UnsupportedOperationException("no test asks for a key here");
  }

  @Override
  public CompletionStage<List<Message>> receive(SubscriptionKey key, ReceiveOptions options) {
    return receive(key, options, options.waiting());
  }

  @Override
  public CompletionStage<List<Message>> receive(
      SubscriptionKey key, ReceiveOptions options, Duration wait) {
    Question question = new Question(key, options, new CompletableFuture<>());
    questions.add(question);
    return question.answer();
  }

  @Override
  public CompletionStage<List<ReceiptOutcome>> acknowledge(
      SubscriptionKey key, List<Receipt> receipts) {
    return note(receipts, acknowledged, ReceiptOutcome.DONE);
  }

  @Override
  public CompletionStage<List<ReceiptOutcome>> acknowledgeUnheard(
      SubscriptionKey key, List<Receipt> receipts) {
    return acknowledge(key, receipts);
  }

  @Override
  public CompletionStage<List<ReceiptOutcome>> reject(
      SubscriptionKey key, List<Receipt> receipts, Rejection rejection) {
    return note(receipts, rejected, ReceiptOutcome.DONE);
  }

  @Override
  public CompletionStage<List<ReceiptOutcome>> extend(
      SubscriptionKey key, List<Receipt> receipts, Optional<Duration> lease) {
    return note(receipts, extended, outcomeOfExtending);
  }

  private static CompletionStage<List<ReceiptOutcome>> note(
      List<Receipt> receipts, List<String> notes, ReceiptOutcome outcome) {
    receipts.forEach(receipt -> notes.add(receipt.toString()));
    return CompletableFuture.completedFuture(receipts.stream().map(one -> outcome).toList());
  }
}

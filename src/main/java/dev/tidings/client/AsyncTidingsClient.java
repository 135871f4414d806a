package dev.tidings.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The calls of {@link TidingsClient} without waiting for their responses. A call that fails
 * completes with a {@link TidingsClientException}; who cancels one gives up the connection that it
 * waits on.
 */
public final class AsyncTidingsClient {
  private final HttpClient http;
  private final Requests requests;
  private final RetryPolicy policy;
  private final PayloadMapper mapper;

  AsyncTidingsClient(HttpClient http, Requests requests, RetryPolicy policy, PayloadMapper mapper) {
    this.http = http;
    this.requests = requests;
    this.policy = policy;
    this.mapper = mapper;
  }

  /** As {@link TidingsClient#publish(String, Object)}. */
  public CompletableFuture<Optional<String>> publish(String topic, Object data) {
    return publish(topic, new Publication(data));
  }

  /** As {@link TidingsClient#publish(String, Publication)}. */
  public CompletableFuture<Optional<String>> publish(String topic, Publication publication) {
    return publish(topic, publication, newKey());
  }

  /** As {@link TidingsClient#publish(String, Publication, String)}. */
  public CompletableFuture<Optional<String>> publish(
      String topic, Publication publication, String idempotencyKey) {
    return call(
        publication(topic, publication, idempotencyKey),
        true,
        body -> Optional.ofNullable(ResultReader.published(body).getMsgId()));
  }

  /** As {@link TidingsClient#publishAll(String, List)}. */
  public CompletableFuture<List<String>> publishAll(String topic, List<Publication> publications) {
    return publishAll(topic, publications, newKey());
  }

  /** As {@link TidingsClient#publishAll(String, List, String)}. */
  public CompletableFuture<List<String>> publishAll(
      String topic, List<Publication> publications, String idempotencyKey) {
    return call(
        requests.publish(topic, RequestJson.batch(publications, mapper), idempotencyKey),
        true,
        body -> Optional.ofNullable(ResultReader.published(body).getMsgIds()).orElseGet(List::of));
  }

  /** As {@link TidingsClient#subscribe}. */
  public CompletableFuture<Subscription> subscribe(String topic) {
    return call(requests.post(topic, "subscription"), true, ResultReader::subscription);
  }

  /** As {@link TidingsClient#unsubscribe}. */
  public CompletableFuture<Void> unsubscribe(String topic) {
    return call(requests.delete(topic, "subscription"), true, body -> null);
  }

  /** As {@link TidingsClient#status}. */
  public CompletableFuture<Subscription> status(String topic) {
    return call(requests.get(topic, "subscription"), true, ResultReader::subscription);
  }

  /** As {@link TidingsClient#receive}. */
  public CompletableFuture<List<Message<Content>>> receive(String topic, ReceiveRequest request) {
    return receive(topic, request, Messages::getMessages);
  }

  /** As {@link TidingsClient#acknowledgeAndReceive}. */
  public CompletableFuture<Messages<Content>> acknowledgeAndReceive(
      String topic, ReceiveRequest request) {
    return receive(topic, request, both -> both);
  }

  private <T> CompletableFuture<T> receive(
      String topic, ReceiveRequest request, Function<Messages<Content>, T> conversion) {
    Duration wait = request.getWait() == null ? Duration.ZERO : request.getWait();
    return call(
        requests.post(topic, "subscription/receive", RequestJson.receive(request), wait),
        false,
        body -> conversion.apply(MessageReader.read(body, mapper)));
  }

  /** As {@link TidingsClient#browse}. */
  public CompletableFuture<Messages<Content>> browse(
      String topic, String state, String after, int limit) {
    String start = after == null ? "" : "&after=" + Requests.escape(after);
    String query = "?state=" + Requests.escape(state) + "&limit=" + limit + start;
    return call(
        requests.get(topic, "subscription/messages" + query),
        true,
        body -> MessageReader.read(body, mapper));
  }

  /** As {@link TidingsClient#acknowledge(Message)}. */
  public CompletableFuture<SettlementResult> acknowledge(Message<?> message) {
    return settle(message, "acknowledge", one(message));
  }

  /** As {@link TidingsClient#reject(Message, String)}. */
  public CompletableFuture<SettlementResult> reject(Message<?> message, String reason) {
    return settle(message, "reject", one(message).setReason(reason));
  }

  /** As {@link TidingsClient#extend(Message, Duration)}. */
  public CompletableFuture<SettlementResult> extend(Message<?> message, Duration lease) {
    return settle(message, "extend", one(message).setLease(lease));
  }

  /** As {@link TidingsClient#acknowledge(String, SettlementRequest)}. */
  public CompletableFuture<List<SettlementResult>> acknowledge(
      String topic, SettlementRequest request) {
    return settle(topic, "acknowledge", request, results -> results);
  }

  /** As {@link TidingsClient#reject(String, SettlementRequest)}. */
  public CompletableFuture<List<SettlementResult>> reject(String topic, SettlementRequest request) {
    return settle(topic, "reject", request, results -> results);
  }

  /** As {@link TidingsClient#extend(String, SettlementRequest)}. */
  public CompletableFuture<List<SettlementResult>> extend(String topic, SettlementRequest request) {
    return settle(topic, "extend", request, results -> results);
  }

  private static SettlementRequest one(Message<?> message) {
    return SettlementRequest.of(List.of(message));
  }

  private CompletableFuture<SettlementResult> settle(
      Message<?> message, String operation, SettlementRequest request) {
    return settle(message.getTopicName(), operation, request, results -> results.get(0));
  }

  private <T> CompletableFuture<T> settle(
      String topic,
      String operation,
      SettlementRequest request,
      Function<List<SettlementResult>, T> conversion) {
    return call(
        requests.post(topic, "subscription/" + operation, RequestJson.settlement(request)),
        true,
        body -> conversion.apply(ResultReader.results(body)));
  }

  private HttpRequest publication(String topic, Publication publication, String idempotencyKey) {
    Optional<byte[]> bytes = bytes(publication.getData());
    return bytes.isPresent()
        ? requests.publish(topic, bytes.get(), PublicationHeaders.of(publication), idempotencyKey)
        : requests.publish(topic, RequestJson.publication(publication, mapper), idempotencyKey);
  }

  private static Optional<byte[]> bytes(Object data) {
    if (data instanceof Content content && content.form() == Content.Form.BINARY) {
      return Optional.of(content.toBytes());
    }
    return data instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private <T> CompletableFuture<T> call(
      HttpRequest request, boolean isRepeatable, Function<byte[], T> reader) {
    return new RetryingCall<>(http, policy, request, isRepeatable, reader).start();
  }
}

package dev.tidings.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.MessageState;
import dev.tidings.api.PubSub;
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
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.MessageJson;
import java.time.Duration;
import java.util.List;

/** Code inside the server that acts for one endpoint, as every transport does. */
final class EjbContractClient implements ContractClient {
  private final PubSub pubSub;
  private final String endpoint;

  EjbContractClient(PubSub pubSub, String endpoint) {
    this.pubSub = pubSub;
    this.endpoint = endpoint;
  }

  @Override
  public MessageId publish(String topic, Publication publication) {
    return pubSub.publish(topic, signed(publication));
  }

  @Override
  public List<MessageId> publishAll(String topic, List<Publication> publications) {
    return pubSub.publish(topic, publications.stream().map(this::signed).toList());
  }

  @Override
  public List<MessageId> publishOnce(
      String topic, List<Publication> publications, String idempotencyKey) {
    return pubSub.publish(topic, publications.stream().map(this::signed).toList(), idempotencyKey);
  }

  private Publication signed(Publication publication) {
    return publication.toBuilder().endpoint(endpoint).build();
  }

  @Override
  public SubscribeOutcome subscribe(String topic) {
    return pubSub.ensureSubscribed(topic, SubscribeOptions.endpoint(endpoint));
  }

  @Override
  public void unsubscribe(String topic) {
    try {
      SubscriptionKey key = key(topic);
      pubSub.unsubscribe(key);
      pubSub.unsubscribe(key);
    } catch (TidingsException refusal) {
      if (refusal.type() != ErrorType.NOT_SUBSCRIBED) {
        throw refusal;
      }
    }
  }

  @Override
  public List<Message> getMessages(String topic) {
    return pubSub.getMessages(topic, key(topic));
  }

  @Override
  public List<Message> getMessages(String topic, int max) {
    return pubSub.getMessages(topic, key(topic), max);
  }

  @Override
  public String getMessagesAsJson(String topic) {
    List<Message> messages = getMessages(topic);
    return new String(JsonOutput.bytes(json -> MessageJson.write(json, messages)), UTF_8);
  }

  @Override
  public List<Message> receive(String topic, ReceiveOptions options) {
    return pubSub.receive(key(topic), options);
  }

  @Override
  public ReceiveResult receive(String topic, List<Receipt> acknowledge, ReceiveOptions options) {
    return pubSub.receive(key(topic), travelling(acknowledge), options);
  }

  @Override
  public List<ReceiptOutcome> acknowledge(String topic, List<Receipt> receipts) {
    return pubSub.acknowledge(key(topic), travelling(receipts));
  }

  @Override
  public List<ReceiptOutcome> reject(String topic, List<Receipt> receipts, Rejection rejection) {
    return pubSub.reject(key(topic), travelling(receipts), rejection);
  }

  @Override
  public List<ReceiptOutcome> extend(String topic, List<Receipt> receipts, Duration lease) {
    return pubSub.extend(key(topic), travelling(receipts), lease);
  }

  /** A part of a list cannot be sent to a remote bean. */
  private static <T> List<T> travelling(List<T> list) {
    return List.copyOf(list);
  }

  @Override
  public MessagePage browse(String topic, MessageState state, String after, int limit) {
    return pubSub.browse(key(topic), state, after, limit);
  }

  @Override
  public DeadLetterPage deadLetters(String topic, String after, int limit) {
    return pubSub.deadLetters(key(topic), after, limit);
  }

  @Override
  public long redeliver(String topic, DeadLetterFilter filter) {
    return pubSub.redeliver(key(topic), filter);
  }

  @Override
  public long discard(String topic, DeadLetterFilter filter) {
    return pubSub.discard(key(topic), filter);
  }

  @Override
  public QueueStatus status(String topic) {
    return pubSub.queueStatus(key(topic));
  }

  @Override
  public long clear(String topic) {
    return pubSub.clear(key(topic));
  }

  @Override
  public boolean remove(String topic, MessageId id) {
    return pubSub.remove(key(topic), id);
  }

  private SubscriptionKey key(String topic) {
    return pubSub.requireSubscription(topic, endpoint);
  }
}

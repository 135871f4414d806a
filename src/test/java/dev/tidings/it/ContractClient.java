package dev.tidings.it;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.QueueStatus;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.ReceiveResult;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscribeOutcome;
import java.time.Duration;
import java.util.List;

/** One endpoint that uses the contract, whichever way it comes to the server. */
interface ContractClient {

  /** {@link MessageId#NONE} when the topic dropped it. */
  MessageId publish(String topic, Publication publication);

  default MessageId publish(String topic, String data) {
    return publish(topic, Publication.of(data));
  }

  List<MessageId> publishAll(String topic, List<Publication> publications);

  List<MessageId> publishOnce(String topic, List<Publication> publications, String idempotencyKey);

  SubscribeOutcome subscribe(String topic);

  void unsubscribe(String topic);

  List<Message> getMessages(String topic);

  List<Message> getMessages(String topic, int max);

  /** What {@link #getMessages(String)} hands out, as it stands on the wire: an array. */
  String getMessagesAsJson(String topic);

  List<Message> receive(String topic, ReceiveOptions options);

  ReceiveResult receive(String topic, List<Receipt> acknowledge, ReceiveOptions options);

  /** Up to 100, with the topic's lease, what there is. */
  default List<Message> receive(String topic) {
    return receive(topic, ReceiveOptions.defaults());
  }

  default List<Message> receive(String topic, int max) {
    return receive(topic, ReceiveOptions.builder().max(max).build());
  }

  /** Waits for something for longer than anything takes. */
  default List<Message> receiveWaiting(String topic, int max) {
    Duration wait = Duration.ofSeconds(40);
    return receive(topic, ReceiveOptions.builder().max(max).waiting(wait).build());
  }

  List<ReceiptOutcome> acknowledge(String topic, List<Receipt> receipts);

  List<ReceiptOutcome> reject(String topic, List<Receipt> receipts, Rejection rejection);

  List<ReceiptOutcome> extend(String topic, List<Receipt> receipts, Duration lease);

  MessagePage browse(String topic, MessageState state, String after, int limit);

  /** Of what is ready. */
  default MessagePage browse(String topic, String after, int limit) {
    return browse(topic, MessageState.READY, after, limit);
  }

  DeadLetterPage deadLetters(String topic, String after, int limit);

  long redeliver(String topic, DeadLetterFilter filter);

  long discard(String topic, DeadLetterFilter filter);

  QueueStatus status(String topic);

  default long depth(String topic) {
    return status(topic).depth();
  }

  long clear(String topic);

  boolean remove(String topic, MessageId id);
}

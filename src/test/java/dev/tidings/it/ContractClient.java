package dev.tidings.it;

import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscribeOutcome;
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

  MessagePage browse(String topic, String after, int limit);

  long depth(String topic);

  long clear(String topic);

  boolean remove(String topic, MessageId id);
}

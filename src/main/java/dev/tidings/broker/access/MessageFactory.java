package dev.tidings.broker.access;

import dev.tidings.api.Message;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.read.QueueEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Converts deliveries to the messages that receivers see. */
@ApplicationScoped
public class MessageFactory {
  private static final long PROCESS_ID = ProcessHandle.current().pid();

  @Inject Settings settings;

  public List<Message> of(List<QueueEntry> deliveries, String topicName, SubscriptionKey key) {
    return deliveries.stream().map(delivery -> of(delivery, topicName, key)).toList();
  }

  private Message of(QueueEntry delivery, String topicName, SubscriptionKey key) {
    Message.Builder message = builder(delivery.entry(), delivery.deliveryCount(), topicName, key);
    delivery.lease().ifPresent(terms -> message.lease(terms.receipt(), terms.until()));
    return message.build();
  }

  /** A message that nobody leases. */
  public Message of(LogEntry entry, int deliveryCount, String topicName, SubscriptionKey key) {
    return builder(entry, deliveryCount, topicName, key).build();
  }

  private Message.Builder builder(
      LogEntry entry, int deliveryCount, String topicName, SubscriptionKey key) {
    return Message.builder()
        .msgId(entry.id())
        .publication(entry.publication())
        .topicName(topicName)
        .subKey(key)
        .pubTime(entry.publishedAt())
        .expiration(entry.expiration())
        .hasGd(entry.hasGd())
        .deliveryCount(deliveryCount)
        .server(settings.text(Setting.SERVER_NAME), PROCESS_ID);
  }
}

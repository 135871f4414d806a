package dev.tidings.broker.job;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.concurrent.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Publishes messages to another topic as they are, with what is left of their expiration. They get
 * ids of their own, because other queues may hold the originals, and attributes that name these.
 */
@ApplicationScoped
class MovedMessages {
  static final String FROM_TOPIC = "tidings-moved-from";
  static final String FROM_ID = "tidings-moved-msg-id";

  @Inject PubSub pubSub;
  @Inject @DatabaseTime Clock clock;

  void publish(String topicName, List<Message> messages) {
    Instant now = clock.instant();
    List<MessageId> ids =
        pubSub.publish(topicName, messages.stream().map(it -> publication(it, now)).toList());
    if (!ids.stream().allMatch(MessageId::isStored)) {
      throw new TidingsException(
          ErrorType.CONFLICT,
          "The topic %s has no subscription and discards what is published; nothing was moved."
              .formatted(topicName));
    }
  }

  private static Publication publication(Message message, Instant now) {
    Duration left = Duration.between(now, message.expirationTime()).truncatedTo(ChronoUnit.MILLIS);
    Publication.Builder publication =
        Publication.builder()
            .data(message.data())
            .priority(message.priority())
            .mimeType(message.mimeType())
            .hasGd(message.hasGd())
            .expiration(left.isNegative() ? Duration.ZERO : left)
            .replyTo(message.replyTo().toArray(SubscriptionKey[]::new));
    for (TextField field : TextField.values()) {
      message.text(field).ifPresent(text -> publication.text(field, text));
    }
    message.extPubTime().ifPresent(publication::extPubTime);
    message.attributes().forEach(publication::attribute);
    if (message.attributes().size() + 2 <= Publication.MAX_ATTRIBUTES) {
      publication
          .attribute(FROM_TOPIC, message.topicName())
          .attribute(FROM_ID, message.msgId().toString());
    }
    return publication.build();
  }
}

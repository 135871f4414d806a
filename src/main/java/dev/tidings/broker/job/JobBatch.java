package dev.tidings.broker.job;

import dev.tidings.api.DeadLetter;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.MessageState;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.concurrent.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Does the work of one batch with one queue, in the transaction of the caller. */
@ApplicationScoped
class JobBatch {
  @Inject PubSub pubSub;
  @Inject MovedMessages movedMessages;
  @Inject @DatabaseTime Clock clock;

  /**
   * What a batch has done.
   *
   * @param next where the next one begins; empty when the queue has no more
   */
  record Result(long done, long seen, Optional<String> next) {}

  Result run(JobRequest request, SubscriptionKey key, String place, int limit) {
    return request.kind().isOfDeadLetters()
        ? deadLetters(request, key, place, limit)
        : messages(request, key, place, limit);
  }

  private Result deadLetters(JobRequest request, SubscriptionKey key, String place, int limit) {
    DeadLetterPage page = pubSub.deadLetters(key, place, limit);
    Instant now = clock.instant();
    List<Message> wanted =
        page.deadLetters().stream()
            .filter(letter -> isWanted(request, letter, now))
            .map(DeadLetter::message)
            .toList();
    long done = wanted.isEmpty() ? 0 : deadLetters(request, key, wanted);
    return new Result(done, page.deadLetters().size(), page.next());
  }

  /** What has expired is delivered no more, so only deleting it makes sense. */
  private static boolean isWanted(JobRequest request, DeadLetter letter, Instant now) {
    return letter.deadSince().isBefore(request.before())
        && letter.reason().contains(request.reason())
        && (request.kind() == JobKind.DELETE_DEAD_LETTERS
            || letter.message().expirationTime().isAfter(now));
  }

  private long deadLetters(JobRequest request, SubscriptionKey key, List<Message> wanted) {
    List<MessageId> ids = wanted.stream().map(Message::msgId).distinct().toList();
    DeadLetterFilter filter = DeadLetterFilter.all().withIds(ids).diedBefore(request.before());
    if (request.kind() == JobKind.REDELIVER_DEAD_LETTERS) {
      return pubSub.redeliver(key, filter);
    }
    if (request.kind() == JobKind.MOVE_DEAD_LETTERS) {
      movedMessages.publish(request.targetTopicName(), wanted);
    }
    return pubSub.discard(key, filter);
  }

  private Result messages(JobRequest request, SubscriptionKey key, String place, int limit) {
    MessagePage page = pubSub.browse(key, MessageState.READY, place, limit);
    List<Message> taken =
        page.messages().stream()
            .filter(message -> message.pubTime().isBefore(request.before()))
            .filter(message -> pubSub.remove(key, message.msgId()))
            .toList();
    if (request.kind() == JobKind.MOVE_MESSAGES && !taken.isEmpty()) {
      movedMessages.publish(request.targetTopicName(), taken);
    }
    return new Result(taken.size(), page.messages().size(), page.next());
  }
}

package dev.tidings.broker.job;

import dev.tidings.api.DeadLetter;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.Message;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.broker.receive.DeadLetterService;
import dev.tidings.broker.receive.QueueService;
import dev.tidings.platform.concurrent.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Does the work of one batch with one queue, in the transaction of the caller. */
@ApplicationScoped
class JobBatch {
  @Inject QueueService queues;
  @Inject DeadLetterService deadLetters;
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
    Instant now = clock.instant();
    Predicate<DeadLetter> isWanted = letter -> isWanted(request, letter, now);
    DeadLetterService.Done page =
        request.kind() == JobKind.REDELIVER_DEAD_LETTERS
            ? deadLetters.redeliver(key, isWanted, place, limit)
            : deadLetters.discard(key, isWanted, place, limit);
    if (request.kind() == JobKind.MOVE_DEAD_LETTERS) {
      move(request, page.wanted().stream().map(DeadLetter::message).toList());
    }
    return result(page.count(), page.seen(), page.next());
  }

  /** What has expired is delivered no more, so only deleting it makes sense. */
  private static boolean isWanted(JobRequest request, DeadLetter letter, Instant now) {
    return letter.deadSince().isBefore(request.before())
        && letter.reason().contains(request.reason())
        && (request.kind() == JobKind.DELETE_DEAD_LETTERS
            || letter.message().expirationTime().isAfter(now));
  }

  private Result messages(JobRequest request, SubscriptionKey key, String place, int limit) {
    QueueService.RemovedPage page = queues.removeReady(key, request.before(), place, limit);
    if (request.kind() == JobKind.MOVE_MESSAGES) {
      move(request, page.removed());
    }
    return result(page.removed().size(), page.seen(), page.next());
  }

  private void move(JobRequest request, List<Message> messages) {
    if (!messages.isEmpty()) {
      movedMessages.publish(request.targetTopicName(), messages);
    }
  }

  private static Result result(long done, long seen, String next) {
    return new Result(done, seen, next.isEmpty() ? Optional.empty() : Optional.of(next));
  }
}

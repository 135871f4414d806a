package dev.tidings.broker.job;

import dev.tidings.api.DeadLetter;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.broker.receive.DeadLetterService;
import dev.tidings.broker.receive.ReadyMessageService;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.store.subscription.Subscription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Does the work of one batch with one queue, in the transaction of the caller. */
@ApplicationScoped
class JobBatch {
  /** The reason of dead letters for which the administrator gave none. */
  private static final String REJECTED = "rejected by an administrator";

  @Inject ReadyMessageService readyMessages;
  @Inject DeadLetterService deadLetters;
  @Inject MovedMessages movedMessages;
  @Inject ChosenMessages chosenMessages;
  @Inject @DatabaseTime Clock clock;

  /**
   * What a batch has done.
   *
   * @param next where the next one begins; empty when the queue has no more
   * @param missing chosen messages that were not found so far
   * @param isPassedOver whether something stays that would be redelivered if the queue was active
   */
  record Result(
      long done, long seen, Optional<String> next, List<MessageId> missing, boolean isPassedOver) {
    Result(long done, long seen, Optional<String> next, List<MessageId> missing) {
      this(done, seen, next, missing, false);
    }
  }

  /** What was found at a place of a queue, and dealt with. */
  private record Found(long done, List<Message> taken, long seen, Optional<String> next) {}

  Result run(JobDetails job, Subscription source, String place, int limit) {
    JobRequest request = job.request();
    SubscriptionKey key = source.key();
    if (request.msgIds().isEmpty()) {
      if (request.kind() == JobKind.REDELIVER_DEAD_LETTERS && !source.isActive()) {
        Result looked = look(request, key, place, limit);
        if (JobSources.isOfSeveral(request) || !looked.isPassedOver()) {
          return looked;
        }
      }
      Found found = found(request, Set.of(), key, place, limit);
      return new Result(found.done(), found.seen(), found.next(), List.of());
    }
    return request.kind().isCopy()
        ? searchChosen(job, key, place, limit)
        : chosenMessages.run(job, key, place, limit);
  }

  /** Nothing is put back where nothing is handed out, so that others do not wait for this queue. */
  private Result look(JobRequest request, SubscriptionKey key, String place, int limit) {
    Instant now = clock.instant();
    DeadLetterService.Done page =
        deadLetters.look(key, letter -> isWanted(request, letter, now), place, limit);
    return new Result(0, page.seen(), next(page.next()), List.of(), !page.wanted().isEmpty());
  }

  /** What is moved or becomes a dead letter has to be read, and queues are read from a place on. */
  private Result searchChosen(JobDetails job, SubscriptionKey key, String place, int limit) {
    Set<MessageId> missing =
        new LinkedHashSet<>(place.isEmpty() ? job.request().msgIds() : job.missing());
    Found found = found(job.request(), Set.copyOf(missing), key, place, limit);
    found.taken().forEach(message -> missing.remove(message.msgId()));
    Optional<String> next = missing.isEmpty() ? Optional.empty() : found.next();
    return new Result(found.done(), found.taken().size(), next, List.copyOf(missing));
  }

  /** With the messages of these ids, or with all if there are none. */
  private Found found(
      JobRequest request, Set<MessageId> chosen, SubscriptionKey key, String place, int limit) {
    return request.kind().isOfDeadLetters()
        ? deadLetters(request, chosen, key, place, limit)
        : messages(request, chosen, key, place, limit);
  }

  private Found deadLetters(
      JobRequest request, Set<MessageId> chosen, SubscriptionKey key, String place, int limit) {
    Instant now = clock.instant();
    Predicate<DeadLetter> isWanted =
        letter ->
            isWanted(request, letter, now)
                && (chosen.isEmpty() || chosen.contains(letter.message().msgId()));
    DeadLetterService.Done page =
        request.kind() == JobKind.REDELIVER_DEAD_LETTERS
            ? deadLetters.redeliver(key, isWanted, place, limit)
            : deadLetters.discard(key, isWanted, place, limit);
    List<Message> wanted = page.wanted().stream().map(DeadLetter::message).toList();
    if (request.kind() == JobKind.MOVE_DEAD_LETTERS) {
      move(request, wanted);
    }
    return new Found(page.count(), wanted, page.seen(), next(page.next()));
  }

  /** What has expired is delivered no more, so only deleting it makes sense. */
  private static boolean isWanted(JobRequest request, DeadLetter letter, Instant now) {
    return letter.deadSince().isBefore(request.before())
        && letter.reason().contains(request.reason())
        && (request.kind() == JobKind.DELETE_DEAD_LETTERS
            || letter.message().expirationTime().isAfter(now));
  }

  private Found messages(
      JobRequest request, Set<MessageId> chosen, SubscriptionKey key, String place, int limit) {
    ReadyMessageService.RemovedPage page =
        request.kind() == JobKind.REJECT_MESSAGES
            ? readyMessages.reject(key, request.before(), chosen, reason(request), place, limit)
            : readyMessages.remove(key, request.before(), chosen, place, limit);
    if (request.kind() == JobKind.MOVE_MESSAGES) {
      move(request, page.removed());
    }
    return new Found(page.removed().size(), page.removed(), page.seen(), next(page.next()));
  }

  private static String reason(JobRequest request) {
    return request.reason().isEmpty() ? REJECTED : request.reason();
  }

  private void move(JobRequest request, List<Message> messages) {
    if (!messages.isEmpty()) {
      movedMessages.publish(request.targetTopicName(), messages);
    }
  }

  private static Optional<String> next(String place) {
    return place.isEmpty() ? Optional.empty() : Optional.of(place);
  }
}

package dev.tidings.broker;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.config.Database;
import dev.tidings.log.PublicationDigest;
import dev.tidings.topic.TopicName;
import dev.tidings.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes: at once, in a group commit with the publications of others, or with a caller's commit.
 */
@ApplicationScoped
class Publishing {
  private static final int ATTEMPTS = 5;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Inject Admission admission;
  @Inject Topics topics;
  @Inject PublishWriter writer;
  @Inject Publisher publisher;
  @Inject CallersTransaction caller;
  @Inject Workers workers;
  @Inject Database database;

  /** In the caller's transaction, if there is one; else committed when this returns. */
  List<MessageId> publish(
      TopicName topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    if (caller.isActive()) {
      return publishWithCommit(admission.admit(topicName, publications, idempotencyKey));
    }
    return Workers.await(publishAtOnce(topicName, publications, idempotencyKey));
  }

  /** Never in the caller's transaction. */
  CompletableFuture<List<MessageId>> publishAtOnce(
      TopicName topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    return write(admission.admit(topicName, publications, idempotencyKey), 1);
  }

  /** No answer says that the settings of the topic have changed since they were read. */
  private CompletableFuture<List<MessageId>> write(Admission.Request request, int attempt) {
    Publisher.Call call = admission.call(request, true);
    return writer
        .write(call)
        .thenCompose(
            answer ->
                answer
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> writeWithNewSettings(request, call.topic(), attempt + 1)));
  }

  private CompletableFuture<List<MessageId>> writeWithNewSettings(
      Admission.Request request, TopicDetails stale, int attempt) {
    topics.invalidate(stale);
    return attempt <= ATTEMPTS
        ? write(request, attempt)
        : CompletableFuture.failedFuture(changesTooFast(request));
  }

  private static TidingsException changesTooFast(Admission.Request request) {
    return TidingsException.retryLater(
        ErrorType.UNAVAILABLE,
        "The settings of the topic %s change too fast to use it.".formatted(request.topicName()),
        RETRY_AFTER);
  }

  /** What can be known before the commit is answered now; the commit looks at it again. */
  private List<MessageId> publishWithCommit(Admission.Request request) {
    Publisher.Call call = admission.call(request, false);
    PendingWork planned = caller.planned();
    Optional<Publisher.Call> earlier = planned.earlier(call);
    if (earlier.isPresent()) {
      return requireSame(earlier.get(), call).ids();
    }
    int before = planned.countFor(call.topic().id());
    Optional<List<MessageId>> answer =
        workers.outsideTransaction(
            () -> database.read(connection -> publisher.foresee(connection, call, before)));
    if (answer.isEmpty()) {
      caller.add(request, call);
    }
    return answer.orElse(call.ids());
  }

  private static Publisher.Call requireSame(Publisher.Call earlier, Publisher.Call call) {
    String said = PublicationDigest.of(earlier.topic().id(), earlier.publications());
    if (!said.equals(PublicationDigest.of(call.topic().id(), call.publications()))) {
      throw Repetitions.idIsTaken();
    }
    return earlier;
  }
}

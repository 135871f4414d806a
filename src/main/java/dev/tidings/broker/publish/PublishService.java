package dev.tidings.broker.publish;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.append.DuplicateDetection;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.append.PublishValidator;
import dev.tidings.broker.transaction.CallerTransaction;
import dev.tidings.broker.transaction.TransactionContext;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.Database;
import dev.tidings.store.idempotency.PublicationDigest;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
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
public class PublishService {
  private static final int ATTEMPTS = 5;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Inject PublishValidator publishValidator;
  @Inject Topics topics;
  @Inject PublishGroupCommit writer;
  @Inject PublicationWriter publicationWriter;
  @Inject CallerTransaction caller;
  @Inject WorkerThreads workerThreads;
  @Inject Database database;

  /** In the caller's transaction, if there is one; else committed when this returns. */
  public List<MessageId> publish(
      TopicName topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    if (caller.isActive()) {
      return publishWithCommit(publishValidator.admit(topicName, publications, idempotencyKey));
    }
    return WorkerThreads.await(publishAtOnce(topicName, publications, idempotencyKey));
  }

  /** Never in the caller's transaction. */
  public CompletableFuture<List<MessageId>> publishAtOnce(
      TopicName topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    return write(publishValidator.admit(topicName, publications, idempotencyKey), 1);
  }

  /** No answer says that the settings of the topic have changed since they were read. */
  private CompletableFuture<List<MessageId>> write(PublishValidator.Request request, int attempt) {
    PublicationWriter.Call call = publishValidator.call(request, true);
    return writer
        .write(call)
        .thenCompose(
            answer ->
                answer
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> writeWithNewSettings(request, call.topic(), attempt + 1)));
  }

  private CompletableFuture<List<MessageId>> writeWithNewSettings(
      PublishValidator.Request request, TopicDetails stale, int attempt) {
    topics.invalidate(stale);
    return attempt <= ATTEMPTS
        ? write(request, attempt)
        : CompletableFuture.failedFuture(changesTooFast(request));
  }

  private static TidingsException changesTooFast(PublishValidator.Request request) {
    return TidingsException.retryLater(
        ErrorType.UNAVAILABLE,
        "The settings of the topic %s change too fast to use it.".formatted(request.topicName()),
        RETRY_AFTER);
  }

  /** What can be known before the commit is answered now; the commit looks at it again. */
  private List<MessageId> publishWithCommit(PublishValidator.Request request) {
    PublicationWriter.Call call = publishValidator.call(request, false);
    TransactionContext planned = caller.planned();
    Optional<PublicationWriter.Call> earlier = planned.earlier(call);
    if (earlier.isPresent()) {
      return requireSame(earlier.get(), call).ids();
    }
    int before = planned.countFor(call.topic().id());
    Optional<List<MessageId>> answer =
        workerThreads.outsideTransaction(
            () -> database.read(connection -> publicationWriter.foresee(connection, call, before)));
    if (answer.isEmpty()) {
      caller.add(request, call);
    }
    return answer.orElse(call.ids());
  }

  private static PublicationWriter.Call requireSame(
      PublicationWriter.Call earlier, PublicationWriter.Call call) {
    String said = PublicationDigest.of(earlier.topic().id(), earlier.publications());
    if (!said.equals(PublicationDigest.of(call.topic().id(), call.publications()))) {
      throw DuplicateDetection.idIsTaken();
    }
    return earlier;
  }
}

package dev.tidings.broker.publish;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.append.PublishValidator;
import dev.tidings.broker.batch.BatchResult;
import dev.tidings.broker.batch.GroupCommit;
import dev.tidings.broker.dispatch.WakeUpResult;
import dev.tidings.broker.schedule.PublishNotifier;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.CommitResult;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Measurements.PublishPart;
import dev.tidings.platform.tracing.OperationSpan;
import dev.tidings.platform.tracing.Tracing;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publishes at once: commits the publications of many callers together, those to one topic in one
 * transaction. A caller is answered when the commit of its messages is as durable as it requested.
 */
@ApplicationScoped
public class PublishGroupCommit {
  private static final GroupCommit.Limits LIMITS =
      new GroupCommit.Limits(512, 1_024 * 1_024, 8 * 1_024 * 1_024, 1);

  /** What a message takes in memory besides its data. */
  private static final long OVERHEAD = 512;

  private static final int ATTEMPTS = 5;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Inject PublishValidator publishValidator;
  @Inject Topics topics;
  @Inject WorkerThreads workerThreads;
  @Inject Database database;
  @Inject PublicationWriter publicationWriter;
  @Inject PublishNotifier notifier;
  @Inject Measurements measurements;
  @Inject Tracing tracing;

  private GroupCommit<Long, PublicationWriter.Call, Optional<List<MessageId>>> groupCommit;

  @PostConstruct
  public void begin() {
    groupCommit = new GroupCommit<>(workerThreads, LIMITS, this::write);
  }

  /**
   * Checks what does not depend on what is published.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}
   */
  public void requireMayPublish(TopicName topicName, String endpointName) {
    publishValidator.requireMayPublish(topicName, endpointName);
  }

  /** Never in the caller's transaction. */
  public CompletableFuture<List<MessageId>> publish(
      TopicName topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    OperationSpan span = tracing.publish(topicName.value(), publications);
    try {
      List<Publication> traced = span.addTo(publications);
      return span.published(publish(publishValidator.admit(topicName, traced, idempotencyKey), 1));
    } catch (RuntimeException | Error failure) {
      span.failed(failure);
      throw failure;
    }
  }

  /** No answer says that the settings of the topic have changed since they were read. */
  private CompletableFuture<List<MessageId>> publish(
      PublishValidator.Request request, int attempt) {
    PublicationWriter.Call call = publishValidator.call(request, true);
    return write(call)
        .thenCompose(
            answer ->
                answer
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> publishWithNewSettings(request, call.topic(), attempt + 1)));
  }

  private CompletableFuture<List<MessageId>> publishWithNewSettings(
      PublishValidator.Request request, TopicDetails stale, int attempt) {
    topics.invalidate(stale);
    return attempt <= ATTEMPTS
        ? publish(request, attempt)
        : CompletableFuture.failedFuture(changesTooFast(request));
  }

  private static TidingsException changesTooFast(PublishValidator.Request request) {
    return TidingsException.retryLater(
        ErrorType.UNAVAILABLE,
        "The settings of the topic %s change too fast to use it.".formatted(request.topicName()),
        RETRY_AFTER);
  }

  /**
   * Has a call committed with others.
   *
   * @return as {@link PublicationWriter} answers it
   */
  public CompletableFuture<Optional<List<MessageId>>> write(PublicationWriter.Call call) {
    long bytes = call.size() + OVERHEAD * call.publications().size();
    return groupCommit.add(call.topic().id(), call, bytes, !database.isInTransaction());
  }

  private CommitResult<List<BatchResult<Optional<List<MessageId>>>>> write(
      long topicId, List<PublicationWriter.Call> calls) {
    try {
      return commit(topicId, calls);
    } catch (TidingsException failure) {
      if (calls.size() == 1 || isOfAll(failure)) {
        measurements.topic(topicId).refused(calls.size());
        throw failure;
      }
      return CommitResult.durable(oneByOne(topicId, calls));
    }
  }

  private static boolean isOfAll(TidingsException failure) {
    return failure.type() == ErrorType.UNAVAILABLE || failure.type() == ErrorType.OUTCOME_UNKNOWN;
  }

  /** One of them spoils the transaction of all: let that one fail alone. */
  private List<BatchResult<Optional<List<MessageId>>>> oneByOne(
      long topicId, List<PublicationWriter.Call> calls) {
    List<BatchResult<Optional<List<MessageId>>>> outcomes = new ArrayList<>(calls.size());
    for (PublicationWriter.Call call : calls) {
      try {
        outcomes.addAll(commit(topicId, List.of(call)).awaitDurable());
      } catch (TidingsException failure) {
        measurements.topic(topicId).refused(1);
        outcomes.add(BatchResult.failed(failure));
      }
    }
    return outcomes;
  }

  private CommitResult<List<BatchResult<Optional<List<MessageId>>>>> commit(
      long topicId, List<PublicationWriter.Call> calls) {
    boolean isGuaranteed = calls.stream().anyMatch(PublicationWriter.Call::isGuaranteed);
    AtomicReference<PublicationWriter.Published> last = new AtomicReference<>();
    CommitResult<PublicationWriter.Published> published =
        database.commit(
            isGuaranteed ? Durability.GUARANTEED : Durability.BUFFERED,
            connection -> {
              last.set(publicationWriter.publish(connection, calls));
              return last.get();
            },
            connection ->
                publicationWriter.isStored(connection, topicId, last.get())
                    ? Optional.of(last.get())
                    : Optional.empty());
    // Who is woken by it may lease it before it is flushed: the lease is on disk with it or after.
    // When the database has lost it and it was done again, they are woken again.
    AtomicReference<WakeUpResult> wakeUp = new AtomicReference<>();
    CommitResult<List<BatchResult<Optional<List<MessageId>>>>> outcomes =
        published
            .whenCommitted(
                done -> {
                  wakeUp.set(notifier.published(topicId, done));
                  countRefused(topicId, done);
                })
            .map(PublicationWriter.Published::outcomes);
    return isGuaranteed
        ? outcomes
            .flushedAfter(wakeUp.get()::awaitCommits)
            .timed(measurements.publishing(PublishPart.FLUSH)::record)
        : outcomes;
  }

  private void countRefused(long topicId, PublicationWriter.Published done) {
    long refused = done.outcomes().stream().filter(one -> one.failure().isPresent()).count();
    if (refused > 0) {
      measurements.topic(topicId).refused(refused);
    }
  }
}

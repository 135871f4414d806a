package dev.tidings.broker;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.TidingsException;
import dev.tidings.config.Committed;
import dev.tidings.config.Database;
import dev.tidings.config.Durability;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Commits the publications of many callers together, those to one topic in one transaction. A
 * caller is answered when the commit of its messages is as durable as it requested.
 */
@ApplicationScoped
class PublishWriter {
  private static final Batches.Limits LIMITS =
      new Batches.Limits(512, 1_024 * 1_024, 8 * 1_024 * 1_024, 1);

  /** What a message takes in memory besides its data. */
  private static final long OVERHEAD = 512;

  @Inject Workers workers;
  @Inject Database database;
  @Inject Publisher publisher;
  @Inject PublishNotifier notifier;

  private Batches<Long, Publisher.Call, Optional<List<MessageId>>> batches;

  @PostConstruct
  void begin() {
    batches = new Batches<>(workers, LIMITS, this::write);
  }

  /**
   * Has a call published.
   *
   * @return as {@link Publisher} answers it
   */
  CompletableFuture<Optional<List<MessageId>>> write(Publisher.Call call) {
    long bytes = call.size() + OVERHEAD * call.publications().size();
    return batches.add(call.topic().id(), call, bytes, !database.isInTransaction());
  }

  private Committed<List<Outcome<Optional<List<MessageId>>>>> write(
      long topicId, List<Publisher.Call> calls) {
    try {
      return commit(topicId, calls);
    } catch (TidingsException failure) {
      if (calls.size() == 1 || isOfAll(failure)) {
        throw failure;
      }
      return Committed.durable(oneByOne(topicId, calls));
    }
  }

  private static boolean isOfAll(TidingsException failure) {
    return failure.type() == ErrorType.UNAVAILABLE || failure.type() == ErrorType.OUTCOME_UNKNOWN;
  }

  /** One of them spoils the transaction of all: let that one fail alone. */
  private List<Outcome<Optional<List<MessageId>>>> oneByOne(
      long topicId, List<Publisher.Call> calls) {
    List<Outcome<Optional<List<MessageId>>>> outcomes = new ArrayList<>(calls.size());
    for (Publisher.Call call : calls) {
      try {
        outcomes.addAll(commit(topicId, List.of(call)).awaitDurable());
      } catch (TidingsException failure) {
        outcomes.add(Outcome.failed(failure));
      }
    }
    return outcomes;
  }

  private Committed<List<Outcome<Optional<List<MessageId>>>>> commit(
      long topicId, List<Publisher.Call> calls) {
    boolean isGuaranteed = calls.stream().anyMatch(Publisher.Call::isGuaranteed);
    AtomicReference<Publisher.Published> last = new AtomicReference<>();
    Committed<Publisher.Published> published =
        database.commit(
            isGuaranteed ? Durability.GUARANTEED : Durability.BUFFERED,
            connection -> {
              last.set(publisher.publish(connection, calls));
              return last.get();
            },
            connection ->
                publisher.isStored(connection, topicId, last.get())
                    ? Optional.of(last.get())
                    : Optional.empty());
    // Who is woken by it may lease it before it is flushed: the lease is on disk with it or after.
    // When the database has lost it and it was done again, they are woken again.
    AtomicReference<Woken> woken = new AtomicReference<>();
    Committed<List<Outcome<Optional<List<MessageId>>>>> outcomes =
        published
            .whenCommitted(done -> woken.set(notifier.published(topicId, done)))
            .map(Publisher.Published::outcomes);
    return isGuaranteed ? outcomes.flushedAfter(woken.get()::awaitCommits) : outcomes;
  }
}

package dev.tidings.transport.publish;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.transport.delivery.AsyncCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Publishes entries to one topic. One that fails does not affect the others. */
public final class EntryPublisher {
  private final AsyncPubSub pubSub;
  private final String topic;

  public EntryPublisher(AsyncPubSub pubSub, String topic) {
    this.pubSub = pubSub;
    this.topic = topic;
  }

  /**
   * Publishes them; may ask the database before it returns.
   *
   * @param refused results of entries that cannot be published
   * @return one result for each, the refused ones too, by their numbers, when they are on disk
   */
  public CompletionStage<List<EntryResult>> publish(
      List<Entry> entries, Collection<EntryResult> refused) {
    List<EntryResult> results = new ArrayList<>(refused);
    return store(entries)
        .thenApply(
            stored -> {
              results.addAll(stored);
              results.sort(Comparator.comparingLong(EntryResult::number));
              return results;
            });
  }

  private CompletionStage<List<EntryResult>> store(List<Entry> entries) {
    boolean hasKeys = entries.stream().anyMatch(entry -> entry.idempotencyKey().isPresent());
    if (entries.size() < 2 || hasKeys) {
      return storeEach(entries);
    }
    List<Publication> publications = entries.stream().map(Entry::publication).toList();
    return AsyncCalls.begin(() -> pubSub.publish(topic, publications, Optional.empty()))
        .handle(
            (ids, failure) -> failure == null ? stored(entries, ids) : storeAgain(entries, failure))
        .thenCompose(results -> results);
  }

  private static CompletionStage<List<EntryResult>> stored(
      List<Entry> entries, List<MessageId> ids) {
    List<EntryResult> results = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      results.add(EntryResult.stored(entries.get(i).number(), ids.get(i)));
    }
    return CompletableFuture.completedFuture(results);
  }

  /** Nothing of the batch is stored: one entry of it was refused, or all of them. */
  private CompletionStage<List<EntryResult>> storeAgain(List<Entry> entries, Throwable failure) {
    Throwable cause = AsyncCalls.cause(failure);
    return EntryResult.isOfOne(cause)
        ? storeEach(entries)
        : CompletableFuture.completedFuture(
            entries.stream().map(entry -> EntryResult.failed(entry.number(), cause)).toList());
  }

  /** Calls of their own, which the broker commits together as far as it can. */
  private CompletionStage<List<EntryResult>> storeEach(List<Entry> entries) {
    List<CompletableFuture<EntryResult>> results =
        entries.stream().map(entry -> storeOne(entry).toCompletableFuture()).toList();
    return CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> results.stream().map(CompletableFuture::join).toList());
  }

  private CompletionStage<EntryResult> storeOne(Entry entry) {
    return AsyncCalls.begin(
            () -> pubSub.publish(topic, List.of(entry.publication()), entry.idempotencyKey()))
        .handle(
            (ids, failure) ->
                failure == null
                    ? EntryResult.stored(entry.number(), ids.get(0))
                    : EntryResult.failed(entry.number(), failure));
  }
}

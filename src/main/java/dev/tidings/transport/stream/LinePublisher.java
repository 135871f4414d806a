package dev.tidings.transport.stream;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Caller;
import dev.tidings.transport.delivery.AsyncCalls;
import dev.tidings.transport.json.PublicationJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes the lines of one stream, a batch at a time, as the endpoint that has opened it. A line
 * that fails does not affect the others of its batch.
 */
final class LinePublisher {
  private final AsyncPubSub pubSub;
  private final String topic;
  private final Caller caller;
  private final Optional<String> idempotencyKey;
  private final int maxLine;

  /**
   * Of one stream.
   *
   * @param idempotencyKey of the stream; that of a line is this with the number of the line
   */
  LinePublisher(
      AsyncPubSub pubSub,
      String topic,
      Caller caller,
      Optional<String> idempotencyKey,
      int maxLine) {
    this.pubSub = pubSub;
    this.topic = topic;
    this.caller = caller;
    this.idempotencyKey = idempotencyKey;
    this.maxLine = maxLine;
  }

  private record ReadLine(StreamLine line, Publication publication) {}

  /**
   * Publishes them; may ask the database before it returns.
   *
   * @return one result for each, in their order, when they are on disk
   */
  CompletionStage<List<LineResult>> publish(List<StreamLine> lines) {
    List<LineResult> results = new ArrayList<>();
    List<ReadLine> read = new ArrayList<>();
    for (StreamLine line : lines) {
      try {
        requireGoodLogin();
        read.add(new ReadLine(line, parse(line)));
      } catch (RuntimeException failure) {
        results.add(LineResult.failed(line, failure));
      }
    }
    return store(read)
        .thenApply(
            stored -> {
              results.addAll(stored);
              results.sort(Comparator.comparingLong(LineResult::number));
              return results;
            });
  }

  /** Costs nothing while the endpoint has not changed. */
  private void requireGoodLogin() {
    if (!caller.loginStatus().isGood()) {
      throw new TidingsException(
          ErrorType.NOT_AUTHENTICATED,
          "The password or the endpoint has changed since this stream began");
    }
  }

  private Publication parse(StreamLine line) {
    if (line.isTooLong()) {
      throw new TidingsException(
          ErrorType.BODY_TOO_LARGE,
          "The line is longer than %d bytes, and was skipped.".formatted(maxLine));
    }
    return PublicationJson.readOne(line.bytes(), caller.endpointName());
  }

  private CompletionStage<List<LineResult>> store(List<ReadLine> lines) {
    if (lines.size() < 2 || idempotencyKey.isPresent()) {
      return storeEach(lines);
    }
    List<Publication> publications = lines.stream().map(ReadLine::publication).toList();
    return AsyncCalls.begin(() -> pubSub.publish(topic, publications, Optional.empty()))
        .handle((ids, failure) -> failure == null ? stored(lines, ids) : storeAgain(lines, failure))
        .thenCompose(results -> results);
  }

  private static CompletionStage<List<LineResult>> stored(
      List<ReadLine> lines, List<MessageId> ids) {
    List<LineResult> results = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      results.add(LineResult.stored(lines.get(i).line(), ids.get(i)));
    }
    return CompletableFuture.completedFuture(results);
  }

  /** Nothing of the batch is stored: one line of it was refused, or all of them. */
  private CompletionStage<List<LineResult>> storeAgain(List<ReadLine> lines, Throwable failure) {
    Throwable cause = AsyncCalls.cause(failure);
    return LineResult.isOfOne(cause)
        ? storeEach(lines)
        : CompletableFuture.completedFuture(
            lines.stream().map(one -> LineResult.failed(one.line(), cause)).toList());
  }

  /** Calls of their own, which the broker commits together as far as it can. */
  private CompletionStage<List<LineResult>> storeEach(List<ReadLine> lines) {
    List<CompletableFuture<LineResult>> results =
        lines.stream().map(line -> storeOne(line).toCompletableFuture()).toList();
    return CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> results.stream().map(CompletableFuture::join).toList());
  }

  private CompletionStage<LineResult> storeOne(ReadLine one) {
    StreamLine line = one.line();
    Optional<String> key = idempotencyKey.map(ofStream -> ofStream + ":" + line.number());
    return AsyncCalls.begin(() -> pubSub.publish(topic, List.of(one.publication()), key))
        .handle(
            (ids, failure) ->
                failure == null
                    ? LineResult.stored(line, ids.get(0))
                    : LineResult.failed(line, failure));
  }
}

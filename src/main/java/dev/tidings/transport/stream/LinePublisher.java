package dev.tidings.transport.stream;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Caller;
import dev.tidings.transport.json.PublicationJson;
import dev.tidings.transport.publish.Entry;
import dev.tidings.transport.publish.EntryPublisher;
import dev.tidings.transport.publish.EntryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Publishes the lines of one stream, a batch at a time, as the endpoint that has opened it. A line
 * that fails does not affect the others of its batch.
 */
final class LinePublisher {
  private final EntryPublisher publisher;
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
    publisher = new EntryPublisher(pubSub, topic);
    this.caller = caller;
    this.idempotencyKey = idempotencyKey;
    this.maxLine = maxLine;
  }

  /**
   * Publishes them; may ask the database before it returns.
   *
   * @return one result for each, in their order, when they are on disk
   */
  CompletionStage<List<EntryResult>> publish(List<StreamLine> lines) {
    List<EntryResult> refused = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (StreamLine line : lines) {
      try {
        requireGoodLogin();
        entries.add(new Entry(line.number(), parse(line), keyOf(line)));
      } catch (RuntimeException failure) {
        refused.add(EntryResult.failed(line.number(), failure));
      }
    }
    return publisher.publish(entries, refused);
  }

  private Optional<String> keyOf(StreamLine line) {
    return idempotencyKey.map(ofStream -> ofStream + ":" + line.number());
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
}

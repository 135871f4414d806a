package dev.tidings.websocket;

import dev.tidings.wire.JsonOutput;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The data of a response.
 *
 * @param data writes it as one JSON value; empty for a response without any
 */
record Answer(Optional<Consumer<JsonOutput>> data) {
  private static final Answer NOTHING = new Answer(Optional.empty());

  static Answer nothing() {
    return NOTHING;
  }

  static Answer of(Consumer<JsonOutput> value) {
    return new Answer(Optional.of(value));
  }

  /** An object with the fields that the writer writes. */
  static Answer object(Consumer<JsonOutput> fields) {
    return of(json -> json.object(fields));
  }

  /** This answer, which is there already. */
  CompletionStage<Answer> now() {
    return CompletableFuture.completedFuture(this);
  }
}

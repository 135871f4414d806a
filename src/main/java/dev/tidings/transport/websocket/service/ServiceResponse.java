package dev.tidings.transport.websocket.service;

import dev.tidings.transport.json.JsonOutput;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The data of a response.
 *
 * @param data writes it as one JSON value; empty for a response without any
 */
public record ServiceResponse(Optional<Consumer<JsonOutput>> data) {
  private static final ServiceResponse NOTHING = new ServiceResponse(Optional.empty());

  public static ServiceResponse nothing() {
    return NOTHING;
  }

  public static ServiceResponse of(Consumer<JsonOutput> value) {
    return new ServiceResponse(Optional.of(value));
  }

  /** An object with the fields that the writer writes. */
  public static ServiceResponse object(Consumer<JsonOutput> fields) {
    return of(json -> json.object(fields));
  }

  /** This answer, which is there already. */
  public CompletionStage<ServiceResponse> now() {
    return CompletableFuture.completedFuture(this);
  }
}

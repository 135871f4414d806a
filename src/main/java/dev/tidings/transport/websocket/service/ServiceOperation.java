package dev.tidings.transport.websocket.service;

import java.util.concurrent.CompletionStage;

/** Something that clients can invoke by its name. */
@FunctionalInterface
public interface ServiceOperation {

  /**
   * Does it, as the endpoint that is logged in. The client's next operation begins when this has
   * returned; its answer may come later. What it throws is an answer too.
   */
  CompletionStage<ServiceResponse> run(ServiceCall call);

  /** Whether its answers go out in the order of their requests. */
  default boolean isOrdered() {
    return false;
  }
}

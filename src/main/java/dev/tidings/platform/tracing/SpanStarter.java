package dev.tidings.platform.tracing;

import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Begins spans; a type of its own, so that {@link Tracing} can be loaded without the API. */
interface SpanStarter {
  /** Without the API. */
  SpanStarter NONE = new SpanStarter() {};

  /** Whether to call one of the others. */
  default boolean isActive() {
    return false;
  }

  default OperationSpan publish(String topic, List<Publication> publications) {
    return OperationSpan.NONE;
  }

  default OperationSpan receive(
      Operation operation, String topic, Supplier<Optional<String>> subscriber) {
    return OperationSpan.NONE;
  }

  default OperationSpan settle(
      Operation operation, String topic, Supplier<Optional<String>> subscriber, int messages) {
    return OperationSpan.NONE;
  }

  default OperationSpan process(String topic, String subscriber, List<Message> messages) {
    return OperationSpan.NONE;
  }

  default <T> Supplier<T> here(Supplier<T> work) {
    return work;
  }
}

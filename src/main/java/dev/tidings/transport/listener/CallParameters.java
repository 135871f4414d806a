package dev.tidings.transport.listener;

import dev.tidings.api.Message;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the method of a listener is called with.
 *
 * @param kinds one for each parameter, in their order
 * @param payload the type of the payload, of one message where there are batches; empty for a
 *     method that takes none
 * @param isBatch whether it gets lists
 */
record CallParameters(List<Kind> kinds, Optional<Type> payload, boolean isBatch) {

  /** What a parameter is. */
  enum Kind {
    PAYLOAD,
    MESSAGE,
    RECEIPT,
    SUBSCRIPTION_KEY
  }

  /** A message and what it says, in the type of the payload. */
  record Input(Message message, Object payload) {}

  /** Whether the method settles what it gets. */
  boolean settlesByHand() {
    return kinds.contains(Kind.RECEIPT);
  }

  /**
   * The arguments of one call.
   *
   * @param inputs of the same subscription, at least one; exactly one where there are no batches
   */
  Object[] arguments(List<Input> inputs) {
    return kinds.stream().map(kind -> argument(kind, inputs)).toArray();
  }

  private Object argument(Kind kind, List<Input> inputs) {
    return switch (kind) {
      case PAYLOAD -> oneOrAll(inputs, Input::payload);
      case MESSAGE -> oneOrAll(inputs, Input::message);
      case RECEIPT -> oneOrAll(inputs, input -> input.message().receipt().orElseThrow());
      case SUBSCRIPTION_KEY -> inputs.get(0).message().subKey();
    };
  }

  /** Payloads may be null: JSON has a value that means that. */
  private Object oneOrAll(List<Input> inputs, Function<Input, Object> part) {
    return isBatch ? inputs.stream().map(part).toList() : part.apply(inputs.get(0));
  }
}

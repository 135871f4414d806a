package dev.tidings.transport.zato;

import dev.tidings.api.ErrorType;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import java.util.Optional;
import java.util.function.Supplier;

/** Whose a subscription key is. All that a caller learns about a foreign one is a refusal. */
final class SubscriptionKeyOwnership {
  private SubscriptionKeyOwnership() {}

  /** The key that a request names, in its query or else in its body; empty when it names none. */
  static Optional<String> named(String inQuery, Supplier<ZatoRequest> body) {
    return Optional.ofNullable(inQuery)
        .filter(key -> !key.isEmpty())
        .or(() -> body.get().text("sub_key"));
  }

  /**
   * The key, if it is that of the endpoint's subscription to the topic.
   *
   * @throws TidingsException with status 403 otherwise
   */
  static SubscriptionKey requireOwn(PubSub pubSub, String topic, String endpoint, String subKey) {
    return find(pubSub, topic, endpoint)
        .filter(own -> own.value().equals(subKey))
        .orElseThrow(SubscriptionKeyOwnership::refuse);
  }

  /** The key of the endpoint's subscription to the topic, if there is one. */
  static Optional<SubscriptionKey> find(PubSub pubSub, String topic, String endpoint) {
    try {
      return Optional.of(pubSub.requireSubscription(topic, endpoint));
    } catch (TidingsException e) {
      if (e.type() == ErrorType.NOT_SUBSCRIBED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether there is a subscription with that key, whoever has it. */
  static boolean exists(PubSub pubSub, String subKey) {
    try {
      pubSub.depth(SubscriptionKey.of(subKey));
      return true;
    } catch (TidingsException e) {
      return e.type() != ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE;
    }
  }

  static TidingsException refuse() {
    return new TidingsException(
        ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE, "The subscription key is not the caller's.");
  }
}

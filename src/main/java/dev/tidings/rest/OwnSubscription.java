package dev.tidings.rest;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.security.CallerContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.SecurityContext;

/** Finds the caller's subscription, with which each call that is about a queue begins. */
@ApplicationScoped
class OwnSubscription {
  @Inject private AsyncPubSub pubSub;

  /**
   * Its key. Permissions are looked at again, as they may have changed since it was made.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}, {@link
   *     ErrorType#NOT_SUBSCRIBED}
   */
  SubscriptionKey require(String topic, SecurityContext security) {
    return pubSub.requireSubscription(topic, CallerContext.caller(security).endpointName());
  }
}

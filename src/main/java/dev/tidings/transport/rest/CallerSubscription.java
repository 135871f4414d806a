package dev.tidings.transport.rest;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.AsyncResponder;
import dev.tidings.transport.http.ProblemResponse;
import dev.tidings.transport.http.RequestId;
import dev.tidings.transport.http.filter.CallerContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Finds the caller's subscription, with which each call that is about a queue begins. Callers name
 * the topic and not the key, so they are not told of a key either: a subscription that ends between
 * the lookup and the call itself is one that is not there.
 */
@ApplicationScoped
class CallerSubscription {
  /** Causes may form a circle. */
  private static final int MAX_CAUSES = 20;

  private AsyncPubSub pubSub;

  /** For the proxies of CDI. */
  protected CallerSubscription() {}

  @Inject
  CallerSubscription(AsyncPubSub pubSub) {
    this.pubSub = pubSub;
  }

  /**
   * Calls with its key. Permissions are looked at again, as they may have changed since it was
   * made.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}, {@link
   *     ErrorType#NOT_SUBSCRIBED}, or what the call throws
   */
  <T> T call(String topic, SecurityContext security, Function<SubscriptionKey, T> call) {
    return call(topic, CallerContext.caller(security).endpointName(), call);
  }

  <T> T call(String topic, String endpoint, Function<SubscriptionKey, T> call) {
    SubscriptionKey key = pubSub.requireSubscription(topic, endpoint);
    try {
      return call.apply(key);
    } catch (TidingsException refusal) {
      throw isGone(refusal) ? ended(topic, endpoint, refusal) : refusal;
    }
  }

  /** The same for a call whose answer comes later. */
  void callLater(
      String topic,
      SecurityContext security,
      HttpServletRequest request,
      AsyncResponse response,
      BiConsumer<SubscriptionKey, AsyncResponder> call) {
    String endpoint = CallerContext.caller(security).endpointName();
    String path = request.getRequestURI();
    Optional<String> id = RequestId.of(request);
    call(
        topic,
        endpoint,
        key -> {
          AsyncResponder answer =
              new AsyncResponder(
                  request,
                  response,
                  failure -> ProblemResponse.of(ofTopic(topic, endpoint, failure), path, id));
          call.accept(key, answer);
          return key;
        });
  }

  /** What ended a stage, said of the topic instead of the key. */
  static Throwable ofTopic(String topic, String endpoint, Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof TidingsException refusal) {
        return isGone(refusal) ? ended(topic, endpoint, failure) : failure;
      }
      cause = cause.getCause();
    }
    return failure;
  }

  private static boolean isGone(TidingsException refusal) {
    return refusal.type() == ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE;
  }

  private static TidingsException ended(String topic, String endpoint, Throwable cause) {
    return new TidingsException(
        ErrorType.NOT_SUBSCRIBED,
        "The subscription of the endpoint %s to %s has ended. Subscribe again."
            .formatted(endpoint, topic.startsWith("/") ? topic : "/" + topic),
        cause);
  }
}

package dev.tidings.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A subscription that ends after its key was looked up. */
class CallerSubscriptionTest {
  private static final SubscriptionKey KEY = SubscriptionKey.of("zpsk.rest." + "7".repeat(24));

  private final CallerSubscription subscription = new CallerSubscription(alwaysFinding());

  @Test
  void what_is_gone_when_it_is_used_is_not_subscribed() {
    TidingsException refusal = refusal(ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE);

    assertThat(refusal.type()).isEqualTo(ErrorType.NOT_SUBSCRIBED);
    assertThat(refusal.getMessage())
        .isEqualTo("The subscription of the endpoint me to /a has ended. Subscribe again.");
  }

  @Test
  void every_other_refusal_stays_what_it_is() {
    assertThat(refusal(ErrorType.SUBSCRIPTION_INACTIVE).type())
        .isEqualTo(ErrorType.SUBSCRIPTION_INACTIVE);
  }

  @Test
  void the_same_goes_for_what_ends_later() {
    Throwable gone = new CompletionException(failure(ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE));
    Throwable other = new CompletionException(failure(ErrorType.UNAVAILABLE));
    Throwable unexpected = new IllegalStateException();

    assertThat(CallerSubscription.ofTopic("/a", "me", gone))
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.NOT_SUBSCRIBED));
    assertThat(CallerSubscription.ofTopic("/a", "me", other)).isSameAs(other);
    assertThat(CallerSubscription.ofTopic("/a", "me", unexpected)).isSameAs(unexpected);
  }

  private TidingsException refusal(ErrorType type) {
    return catchThrowableOfType(
        TidingsException.class,
        () ->
            subscription.call(
                "a",
                "me",
                key -> {
                  assertThat(key).isEqualTo(KEY);
                  throw failure(type);
                }));
  }

  private static TidingsException failure(ErrorType type) {
    return new TidingsException(type, "By key");
  }

  private static AsyncPubSub alwaysFinding() {
    return (AsyncPubSub)
        Proxy.newProxyInstance(
            CallerSubscriptionTest.class.getClassLoader(),
            new Class<?>[] {AsyncPubSub.class},
            (proxy, method, arguments) -> KEY);
  }
}

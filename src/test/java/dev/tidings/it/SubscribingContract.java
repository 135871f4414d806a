package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Publication;
import dev.tidings.api.Role;
import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Who gets what from when on, and who may. */
interface SubscribingContract extends Contract {

  @Test
  default void subscription_keys_have_the_form_of_the_samples() {
    Stage stage = stage();
    String topic = name(stage.topic());

    SubscribeOutcome outcome = stage.client("client").subscribe(topic);

    assertThat(outcome.key().value()).matches("zpsk\\.rest\\.[0-9a-f]{24}");
    assertThat(outcome.isNew()).isTrue();
    assertThat(outcome.queueDepth()).isZero();
  }

  @Test
  default void subscribing_twice_gives_the_same_key_and_the_depth() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");

    SubscribeOutcome first = client.subscribe(topic);
    client.publish(topic, "a");
    SubscribeOutcome second = client.subscribe(topic);

    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.isNew()).isFalse();
    assertThat(second.queueDepth()).isEqualTo(1);
    assertThat(texts(client.getMessages(topic))).containsExactly("a");
  }

  @Test
  default void what_the_topic_kept_goes_to_the_first_subscription_alone() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient first = stage.client("first");
    ContractClient second = stage.client("second");
    first.publishAll(topic, publications("a", "b"));
    first.publish(topic, Publication.builder().data("x").expiration(Duration.ZERO).build());

    assertThat(first.subscribe(topic).queueDepth()).isEqualTo(2);
    assertThat(second.subscribe(topic).queueDepth()).isZero();
    first.publish(topic, "c");

    assertThat(texts(first.getMessages(topic))).containsExactly("c", "b", "a");
    assertThat(texts(second.getMessages(topic))).containsExactly("c");
  }

  @Test
  default void a_topic_that_drops_what_nobody_wants_gives_no_id_and_keeps_nothing() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.onNoSubs(OnNoSubs.DROP)));
    ContractClient client = stage.client("client");

    assertThat(client.publish(topic, "dropped")).isEqualTo(MessageId.NONE);
    assertThat(client.publishAll(topic, publications("dropped", "too")))
        .allMatch(id -> !id.isStored());
    assertThat(client.subscribe(topic).queueDepth()).isZero();

    assertThat(client.publish(topic, "kept").isStored()).isTrue();
    assertThat(texts(client.getMessages(topic))).containsExactly("kept");
    client.unsubscribe(topic);
    assertThat(client.publish(topic, "dropped again").isStored()).isFalse();
  }

  @Test
  default void unsubscribing_ends_the_queue_and_is_idempotent() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.unsubscribe(topic);
    SubscribeOutcome before = client.subscribe(topic);
    client.publish(topic, "gone with the queue");

    client.unsubscribe(topic);
    client.unsubscribe(topic);

    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.getMessages(topic));
    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.browse(topic, "", 1));
    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.depth(topic));
    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.clear(topic));
    SubscribeOutcome after = client.subscribe(topic);
    assertThat(after.isNew()).isTrue();
    assertThat(after.key()).isNotEqualTo(before.key());
    assertThat(after.queueDepth()).isZero();
  }

  @Test
  default void after_the_last_subscription_a_topic_keeps_messages_again() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    other.subscribe(topic);
    client.publish(topic, "of the old queues");
    client.unsubscribe(topic);
    client.publish(topic, "for the other one");
    other.unsubscribe(topic);

    client.publish(topic, "kept");

    assertThat(client.subscribe(topic).queueDepth()).isEqualTo(1);
    assertThat(texts(client.getMessages(topic))).containsExactly("kept");
  }

  @Test
  default void a_role_says_what_an_endpoint_may_do_at_all() {
    Stage stage = stage();
    String topic = name(stage.topic());
    String[] everything = {"pub=" + stage.topicName("**"), "sub=" + stage.topicName("**")};
    ContractClient publisher = stage.client("publisher", Role.PUB_ONLY, everything);
    ContractClient subscriber = stage.client("subscriber", Role.SUB_ONLY, everything);

    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> publisher.subscribe(topic));
    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> subscriber.publish(topic, "a"));
    subscriber.subscribe(topic);
    publisher.publish(topic, "b");

    assertThat(texts(subscriber.getMessages(topic))).containsExactly("b");
  }

  @Test
  default void patterns_say_which_topics_and_match_the_whole_name() {
    Stage stage = stage();
    for (String name : List.of("a/b", "a/b/c", "ab", "A/b")) {
      stage.topic(name, settings -> settings);
    }
    ContractClient client =
        stage.client(
            "client", Role.PUB_SUB, "pub=" + stage.topicName("a/*"), "sub=" + stage.topicName("a"));

    client.publish(stage.topicName("a/b"), "allowed");

    for (String name : List.of("a/b/c", "ab", "A/b", "a")) {
      assertRefused(
          ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.publish(stage.topicName(name), "x"));
    }
    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.subscribe(stage.topicName("a/b")));
  }

  @Test
  default void a_name_that_no_topic_can_have_is_refused() {
    Stage stage = stage();
    ContractClient client = stage.client("client", Role.PUB_SUB, "pub=/**", "sub=/**");

    for (String name : List.of("/a b", "/ä", "/a#b", "/" + "x".repeat(200), "/a\t", "/\u0430")) {
      assertRefused(ErrorType.INVALID_INPUT, () -> client.publish(name, "x"));
      assertRefused(ErrorType.INVALID_INPUT, () -> client.subscribe(name));
    }
  }

  @Test
  default void an_unknown_topic_looks_like_a_forbidden_one() {
    Stage stage = stage();
    String forbidden = name(stage.topic("forbidden", settings -> settings));
    String unknown = stage.topicName("unknown");
    String allowedButUnknown = stage.topicName("open/unknown");
    ContractClient client =
        stage.client(
            "client",
            Role.PUB_SUB,
            "pub=" + stage.topicName("open/*"),
            "sub=" + stage.topicName("open/*"));

    for (String topic : List.of(unknown, allowedButUnknown)) {
      assertSameRefusal(
          refusal(() -> client.publish(forbidden, "x")), forbidden,
          refusal(() -> client.publish(topic, "x")), topic);
      assertSameRefusal(
          refusal(() -> client.subscribe(forbidden)), forbidden,
          refusal(() -> client.subscribe(topic)), topic);
      assertSameRefusal(
          refusal(() -> client.getMessages(forbidden)), forbidden,
          refusal(() -> client.getMessages(topic)), topic);
      assertSameRefusal(
          refusal(() -> client.unsubscribe(forbidden)), forbidden,
          refusal(() -> client.unsubscribe(topic)), topic);
    }
  }

  private static TidingsException refusal(ThrowingCallable call) {
    return assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, call);
  }

  private static void assertSameRefusal(
      TidingsException one, String topic, TidingsException other, String otherTopic) {
    assertThat(one.getMessage().replace(topic, "…"))
        .isEqualTo(other.getMessage().replace(otherTopic, "…"));
  }

  @Test
  default void only_an_administrator_subscribes_to_a_topic_that_takes_no_clients() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.isApiSubAllowed(false));
    ContractClient client = stage.client("client");

    assertRefused(ErrorType.API_SUBSCRIPTION_NOT_ALLOWED, () -> client.subscribe(name(topic)));
    SubscriptionDetails subscription =
        stage.administration().createSubscription(name(topic), stage.endpointName("client"));
    client.publish(name(topic), "a");

    assertThat(subscription.key().value()).startsWith("zpsk.rest.");
    assertThat(texts(client.getMessages(name(topic)))).containsExactly("a");
  }

  @Test
  default void an_inactive_subscription_hands_out_nothing_and_goes_on_filling() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    SubscriptionDetails subscription =
        stage.administration().createSubscription(name(topic), stage.endpointName("client"));
    client.publish(name(topic), "before");
    SubscriptionDetails inactive =
        stage.administration().changeSubscription(subscription.id(), subscription.version(), false);
    client.publish(name(topic), "during");

    assertRefused(ErrorType.SUBSCRIPTION_INACTIVE, () -> client.getMessages(name(topic)));
    assertThat(client.depth(name(topic))).isEqualTo(2);

    stage.administration().changeSubscription(inactive.id(), inactive.version(), true);

    assertThat(texts(client.getMessages(name(topic)))).containsExactly("during", "before");
  }
}

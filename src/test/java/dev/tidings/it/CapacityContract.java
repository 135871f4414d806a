package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static dev.tidings.it.Contract.withPriority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Overflow;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The most that a queue holds, exactly. */
interface CapacityContract extends Contract {

  private static TopicSettings.Builder dropping(TopicSettings.Builder settings, long maxDepth) {
    return settings.maxDepth(maxDepth).overflow(Overflow.DROP_OLDEST);
  }

  @Test
  default void a_full_queue_refuses_more_says_when_to_come_back_and_stores_nothing() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDepth(3)));
    ContractClient client = stage.client("client");
    ContractClient fast = stage.client("fast");
    client.subscribe(topic);
    fast.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    fast.getMessages(topic);

    TidingsException refusal =
        assertRefused(ErrorType.QUEUE_FULL, () -> client.publishAll(topic, publications("c", "d")));
    assertThat(refusal.type().status()).isEqualTo(503);
    assertThat(refusal.retryAfter()).hasValueSatisfying(delay -> assertThat(delay).isPositive());
    assertThat(client.depth(topic)).isEqualTo(2);
    assertThat(fast.getMessages(topic)).isEmpty();

    client.publish(topic, "c");
    assertRefused(ErrorType.QUEUE_FULL, () -> client.publish(topic, "d"));
    client.getMessages(topic, 1);
    client.publish(topic, "d");

    assertThat(texts(client.getMessages(topic))).containsExactly("d", "c", "b");
  }

  @Test
  default void more_than_a_queue_can_ever_hold_is_invalid() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDepth(2)));
    ContractClient client = stage.client("client");

    assertRefused(
        ErrorType.INVALID_INPUT, () -> client.publishAll(topic, publications("a", "b", "c")));
  }

  @Test
  default void a_topic_without_subscriptions_keeps_up_to_its_limit() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDepth(3)));
    ContractClient client = stage.client("client");
    client.publishAll(topic, publications("a", "b", "c"));

    assertRefused(ErrorType.QUEUE_FULL, () -> client.publish(topic, "d"));

    assertThat(client.subscribe(topic).queueDepth()).isEqualTo(3);
    assertThat(texts(client.getMessages(topic))).containsExactly("c", "b", "a");
  }

  @Test
  default void a_topic_without_subscriptions_can_give_up_its_oldest() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> dropping(settings, 3)));
    ContractClient client = stage.client("client");
    client.publish(topic, withPriority(9, "a"));
    client.publish(topic, withPriority(1, "b"));
    client.publish(topic, withPriority(5, "c"));
    client.publish(topic, withPriority(5, "d"));
    client.publish(topic, withPriority(9, "e"));

    assertThat(client.subscribe(topic).queueDepth()).isEqualTo(3);
    assertThat(texts(client.getMessages(topic))).containsExactly("e", "d", "c");
  }

  @Test
  default void only_the_full_queue_gives_up_its_oldest() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> dropping(settings, 2)));
    ContractClient slow = stage.client("slow");
    ContractClient fast = stage.client("fast");
    slow.subscribe(topic);
    fast.subscribe(topic);
    slow.publishAll(topic, publications("a", "b"));
    assertThat(texts(fast.getMessages(topic))).containsExactly("b", "a");

    slow.publish(topic, "c");

    assertThat(slow.depth(topic)).isEqualTo(2);
    assertThat(texts(slow.getMessages(topic))).containsExactly("c", "b");
    assertThat(texts(fast.getMessages(topic))).containsExactly("c");
  }

  @Test
  default void what_makes_room_is_the_oldest_of_all_lanes_and_of_the_addressed() {
    Stage stage = stage();
    int maxDepth = 20;
    String topic = name(stage.topic(settings -> dropping(settings, maxDepth)));
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();
    Random random = new Random(3);
    List<String> expected = new ArrayList<>();

    for (int i = 0; i < 120; i++) {
      Publication.Builder builder =
          Publication.builder().data("m" + i).priority(1 + random.nextInt(9));
      boolean isFull = expected.size() == maxDepth;
      boolean isExpired = !isFull && random.nextInt(6) == 0;
      if (isExpired) {
        builder.expiration(Duration.ZERO);
      }
      if (random.nextInt(5) == 0) {
        builder.deliverTo(key);
      }
      MessageId id = client.publish(topic, builder.build());
      if (isFull) {
        expected.remove(0);
      }
      if (!isExpired) {
        expected.add("m" + i);
      }
      if (random.nextInt(10) == 0 && !isExpired) {
        assertThat(client.remove(topic, id)).isTrue();
        expected.remove("m" + i);
      }
      assertThat(client.depth(topic)).isEqualTo(expected.size());
    }

    assertThat(texts(client.getMessages(topic))).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  default void removed_and_expired_messages_leave_room() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDepth(2)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<MessageId> ids = client.publishAll(topic, publications("a", "b"));
    client.remove(topic, ids.get(0));
    client.publish(topic, Publication.builder().data("x").expiration(Duration.ZERO).build());
    client.publish(topic, "c");

    assertRefused(ErrorType.QUEUE_FULL, () -> client.publish(topic, "d"));

    assertThat(texts(client.getMessages(topic))).containsExactly("c", "b");
  }

  @Test
  default void a_limit_that_was_lowered_holds_for_what_is_still_to_come() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.maxDepth(5));
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    client.publishAll(name(topic), publications("a", "b", "c"));
    stage.change(topic, settings -> settings.maxDepth(2));

    assertRefused(ErrorType.QUEUE_FULL, () -> client.publish(name(topic), "d"));
    assertThat(client.depth(name(topic))).isEqualTo(3);
    client.getMessages(name(topic), 2);
    client.publish(name(topic), "d");

    assertThat(texts(client.getMessages(name(topic)))).containsExactly("d", "c");
  }

  @Test
  default void publishers_at_the_same_time_never_exceed_the_limit_of_one_queue() throws Exception {
    Stage stage = stage();
    int maxDepth = 50;
    String topic = name(stage.topic(settings -> settings.maxDepth(maxDepth)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<Callable<Integer>> publishers =
        IntStream.range(0, 6)
            .mapToObj(i -> (Callable<Integer>) () -> publishUntilFull(client, topic, 20))
            .toList();

    int stored = 0;
    for (Future<Integer> each : server().executor().invokeAll(publishers)) {
      stored += each.get();
    }

    assertThat(stored).isEqualTo(maxDepth);
    assertThat(client.depth(topic)).isEqualTo(maxDepth);
    assertThat(client.getMessages(topic))
        .hasSize(maxDepth)
        .extracting(Message::msgId)
        .doesNotHaveDuplicates();
  }

  private static int publishUntilFull(ContractClient client, String topic, int attempts) {
    int stored = 0;
    for (int i = 0; i < attempts; i++) {
      try {
        client.publish(topic, withPriority(1 + i % 9, "m" + i));
        stored++;
      } catch (TidingsException refusal) {
        assertThat(refusal.type()).isEqualTo(ErrorType.QUEUE_FULL);
      }
    }
    return stored;
  }
}

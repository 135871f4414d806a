package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.browseAll;
import static dev.tidings.it.Contract.ids;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static dev.tidings.it.Contract.withPriority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What can be done with a queue. */
interface QueueContract extends Contract {

  @Test
  default void messages_leave_the_queue_as_they_are_handed_out() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));

    assertThat(texts(client.getMessages(topic))).containsExactly("b", "a");
    assertThat(client.getMessages(topic)).isEmpty();
    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void each_subscription_has_a_queue_of_its_own() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient one = stage.client("one");
    ContractClient other = stage.client("other");
    one.subscribe(topic);
    other.subscribe(topic);
    one.publishAll(topic, publications("a", "b"));

    assertThat(texts(one.getMessages(topic))).containsExactly("b", "a");
    assertThat(other.depth(topic)).isEqualTo(2);
    assertThat(other.clear(topic)).isEqualTo(2);
    one.publish(topic, "c");

    assertThat(texts(one.getMessages(topic))).containsExactly("c");
    assertThat(texts(other.getMessages(topic))).containsExactly("c");
  }

  @Test
  default void a_limit_takes_what_is_to_be_delivered_first() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    client.publish(topic, withPriority(9, "urgent"));

    assertThat(texts(client.getMessages(topic, 3))).containsExactly("urgent", "b", "a");
    assertThat(client.depth(topic)).isEqualTo(1);
    assertThat(texts(client.getMessages(topic, 3))).containsExactly("c");
  }

  @Test
  default void browsing_goes_by_priority_and_then_oldest_first_and_changes_nothing() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    for (int i = 0; i < 3; i++) {
      client.publish(topic, withPriority(1, "low-" + i));
      client.publish(topic, withPriority(9, "high-" + i));
    }

    for (int round = 0; round < 2; round++) {
      assertThat(texts(client.browse(topic, "", 100).messages()))
          .containsExactly("high-0", "high-1", "high-2", "low-0", "low-1", "low-2");
      assertThat(client.depth(topic)).isEqualTo(6);
    }

    assertThat(client.getMessages(topic)).extracting(Message::deliveryCount).containsOnly(0);
  }

  @Test
  default void pages_show_each_message_once_whatever_their_size() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();
    Random random = new Random(1);
    for (int i = 0; i < 40; i++) {
      Publication.Builder builder =
          Publication.builder().data("m" + i).priority(1 + random.nextInt(9));
      if (i % 4 == 0) {
        builder.deliverTo(key);
      }
      if (i % 7 == 0) {
        builder.expiration(Duration.ZERO);
      }
      client.publish(topic, builder.build());
    }
    List<MessageId> all = ids(client.browse(topic, "", 1_000).messages());

    assertThat(all).hasSize(34).doesNotHaveDuplicates();
    for (int limit : List.of(1, 2, 3, 7, 33, 34, 35)) {
      assertThat(ids(browseAll(client, topic, limit))).as("pages of " + limit).isEqualTo(all);
    }
  }

  @Test
  default void a_page_goes_on_where_the_one_before_ended_whatever_happened_between() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c", "d"));

    MessagePage first = client.browse(topic, "", 2);
    client.getMessages(topic, 3);
    client.publish(topic, "e");
    MessagePage second = client.browse(topic, first.next().orElseThrow(), 2);

    assertThat(texts(first.messages())).containsExactly("a", "b");
    assertThat(texts(second.messages())).containsExactly("d", "e");
    assertThat(second.next()).isEmpty();
  }

  @Test
  default void a_page_is_asked_for_with_what_a_page_gave_and_a_sane_limit() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    assertRefused(ErrorType.INVALID_INPUT, () -> client.browse(topic, "nonsense", 10));
    assertRefused(ErrorType.INVALID_INPUT, () -> client.browse(topic, "", 0));
    assertRefused(ErrorType.INVALID_INPUT, () -> client.browse(topic, "", 1_001));
    assertRefused(ErrorType.INVALID_INPUT, () -> client.getMessages(topic, 0));
  }

  @Test
  default void a_message_that_expires_at_once_is_never_delivered_and_does_not_count() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    MessageId expired =
        client.publish(
            topic, Publication.builder().data("too late").expiration(Duration.ZERO).build());
    client.publish(topic, "in time");

    assertThat(expired.isStored()).isTrue();
    assertThat(client.depth(topic)).isEqualTo(1);
    assertThat(texts(client.browse(topic, "", 10).messages())).containsExactly("in time");
    assertThat(client.remove(topic, expired)).isFalse();
    assertThat(texts(client.getMessages(topic))).containsExactly("in time");
  }

  @Test
  default void a_publication_that_names_no_expiration_gets_the_topics() {
    Stage stage = stage();
    String topic =
        name(stage.topic(settings -> settings.defaultExpiration(Duration.ofMillis(90_500))));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "as the topic says");
    client.publish(
        topic, Publication.builder().data("longer").expiration(Duration.ofDays(1)).build());

    List<Message> messages = client.getMessages(topic);

    assertThat(messages)
        .extracting(Message::expiration)
        .containsExactly(Duration.ofDays(1), Duration.ofMillis(90_500));
  }

  @Test
  default void one_message_can_be_taken_out_of_one_queue() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    other.subscribe(topic);
    List<MessageId> ids = client.publishAll(topic, publications("a", "b", "c"));

    assertThat(client.remove(topic, ids.get(1))).isTrue();
    assertThat(client.remove(topic, ids.get(1))).isFalse();
    assertThat(client.remove(topic, MessageId.of("zpsm" + "0".repeat(24)))).isFalse();

    assertThat(client.depth(topic)).isEqualTo(2);
    assertThat(texts(client.browse(topic, "", 10).messages())).containsExactly("a", "c");
    assertThat(texts(client.getMessages(topic))).containsExactly("c", "a");
    assertThat(client.remove(topic, ids.get(0))).isFalse();
    assertThat(texts(other.getMessages(topic))).containsExactly("c", "b", "a");
  }

  @Test
  default void clearing_takes_what_is_there_tells_how_many_and_nothing_that_comes_later() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();
    List<MessageId> ids = client.publishAll(topic, publications("a", "b", "c"));
    client.publish(topic, withPriority(9, "d"));
    client.publish(topic, Publication.builder().data("e").deliverTo(key).build());
    client.publish(topic, Publication.builder().data("f").expiration(Duration.ZERO).build());
    client.remove(topic, ids.get(2));

    assertThat(client.clear(topic)).isEqualTo(4);
    assertThat(client.depth(topic)).isZero();
    assertThat(client.clear(topic)).isZero();
    client.publish(topic, "later");

    assertThat(texts(client.getMessages(topic))).containsExactly("later");
  }

  @Test
  default void depth_is_what_a_drain_returns_in_every_state() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    SubscriptionKey key = client.subscribe(name(topic)).key();
    SubscriptionKey otherKey = other.subscribe(name(topic)).key();
    Random random = new Random(7);
    List<MessageId> published = new ArrayList<>();

    for (int round = 0; round < 12; round++) {
      for (int i = 0; i < 12; i++) {
        Publication.Builder builder =
            Publication.builder().data("x").priority(1 + random.nextInt(9));
        switch (random.nextInt(5)) {
          case 0 -> builder.expiration(Duration.ZERO);
          case 1 -> builder.deliverTo(random.nextBoolean() ? key : otherKey);
          case 2 -> builder.deliverTo(key).expiration(Duration.ZERO);
          default -> builder.expiration(Duration.ofHours(1));
        }
        published.add(client.publish(name(topic), builder.build()));
        client.remove(name(topic), published.get(random.nextInt(published.size())));
      }
      if (random.nextBoolean()) {
        client.getMessages(name(topic), 1 + random.nextInt(4));
      }
      assertThat(client.depth(name(topic))).isEqualTo(browseAll(client, name(topic), 5).size());
      if (round % 4 == 3) {
        long depth = client.depth(name(topic));
        assertThat(client.getMessages(name(topic))).hasSize((int) depth);
        assertThat(client.depth(name(topic))).isZero();
      }
    }
    long depth = other.depth(name(topic));
    assertThat(other.getMessages(name(topic))).hasSize((int) depth);
  }
}

package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held back until its time. */
interface DelayContract extends Contract {

  private static Publication.Builder after(Duration delay, String data) {
    return Publication.builder().data(data).deliverAfter(delay);
  }

  private static Publication soon(String data) {
    return after(Duration.ofMillis(300), data).build();
  }

  @Test
  default void what_is_held_back_is_in_no_queue_until_it_is_due() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    MessageId id = client.publish(topic, after(Duration.ofDays(365), "in a year").build());
    client.publish(topic, "now");

    assertThat(id.isStored()).isTrue();
    assertThat(client.depth(topic)).isEqualTo(1);
    assertThat(client.remove(topic, id)).isFalse();
    assertThat(texts(client.browse(topic, "", 9).messages())).containsExactly("now");
    assertThat(texts(client.getMessages(topic))).containsExactly("now");
  }

  @Test
  default void what_is_due_is_a_message_like_any_other() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    Publication publication =
        Contract.withEveryText(after(Duration.ofMillis(300), "soon"))
            .priority(8)
            .attribute("x", "y")
            .expiration(Duration.ofHours(1))
            .build();
    MessageId now = client.publish(topic, "now");
    MessageId id = client.publish(topic, publication);
    Message before = client.receive(topic).get(0);

    Message message = client.receiveWaiting(topic, 1).get(0);

    assertThat(before.msgId()).isEqualTo(now);
    assertThat(message.msgId()).isEqualTo(id);
    assertThat(message.data()).isEqualTo(publication.data());
    assertThat(message.priority()).isEqualTo(8);
    Contract.assertEveryText(message);
    assertThat(message.attributes()).containsEntry("x", "y");
    assertThat(message.deliveryCount()).isEqualTo(1);
    assertThat(message.expiration()).isEqualTo(Duration.ofHours(1));
    assertThat(message.pubTime()).isAfterOrEqualTo(before.pubTime().plusMillis(300));
  }

  @Test
  default void who_subscribes_before_it_is_due_gets_it_and_who_is_addressed_alone_gets_it_alone() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient late = stage.client("late");
    SubscriptionKey key = client.subscribe(topic).key();
    Publication.Builder second = after(Duration.ofSeconds(2), "for all");

    client.publish(topic, second.build());
    client.publish(topic, after(Duration.ofMillis(300), "for one").deliverTo(key).build());
    late.subscribe(topic);

    assertThat(texts(late.receiveWaiting(topic, 2))).containsExactly("for all");
    await().pollInSameThread().untilAsserted(() -> assertThat(client.depth(topic)).isEqualTo(2));
    assertThat(texts(client.receive(topic))).containsExactlyInAnyOrder("for one", "for all");
  }

  @Test
  default void a_batch_may_be_held_back_in_part() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    List<MessageId> ids =
        client.publishAll(topic, List.of(soon("b"), Publication.of("a"), soon("c")));

    assertThat(ids).hasSize(3).allMatch(MessageId::isStored).doesNotHaveDuplicates();
    await().pollInSameThread().untilAsserted(() -> assertThat(client.depth(topic)).isEqualTo(3));
    assertThat(Contract.ids(client.browse(topic, "", 9).messages()))
        .containsExactlyInAnyOrderElementsOf(ids)
        .startsWith(ids.get(1));
  }

  @Test
  default void repeating_it_holds_it_back_once() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    List<MessageId> first = client.publishOnce(topic, List.of(soon("a")), "key");
    assertThat(client.publishOnce(topic, List.of(soon("a")), "key")).isEqualTo(first);
    assertRefused(
        ErrorType.IDEMPOTENCY_MISMATCH,
        () -> client.publishOnce(topic, List.of(Publication.of("a")), "key"));

    assertThat(Contract.ids(client.receiveWaiting(topic, 9))).isEqualTo(first);
    assertThat(client.publishOnce(topic, List.of(soon("a")), "key")).isEqualTo(first);
    assertThat(client.depth(topic)).isEqualTo(1);
  }

  @Test
  default void what_is_held_back_follows_its_topic_and_goes_with_it() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    TopicDetails doomed = stage.topic("doomed", settings -> settings);
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    client.subscribe(name(doomed));
    client.publish(name(topic), after(Duration.ofSeconds(1), "a").build());
    client.publish(name(doomed), after(Duration.ofSeconds(1), "b").build());
    String renamed = stage.topicName("renamed");

    stage.change(topic, settings -> settings.name(renamed));
    stage.administration().deleteTopic(doomed.id());

    List<Message> received = client.receiveWaiting(renamed, 1);
    assertThat(texts(received)).containsExactly("a");
    assertThat(received.get(0).topicName()).isEqualTo(renamed);
  }

  @Test
  default void a_full_queue_lets_it_wait_until_there_is_room() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDepth(1)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, soon("later"));
    client.publish(topic, "first");

    assertThat(texts(client.receiveWaiting(topic, 1))).containsExactly("first");
    client.clear(topic);

    assertThat(texts(client.receiveWaiting(topic, 1))).containsExactly("later");
  }

  @Test
  default void a_delay_has_bounds() {
    assertRefused(
        ErrorType.INVALID_INPUT, () -> after(Duration.ofDays(365).plusMillis(1), "x").build());
    assertRefused(ErrorType.INVALID_INPUT, () -> after(Duration.ofMillis(-1), "x").build());
  }
}

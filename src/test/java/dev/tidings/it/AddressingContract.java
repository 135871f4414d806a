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
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Messages for some only, and publications that are sent again. */
interface AddressingContract extends Contract {

  @Test
  default void an_addressed_message_reaches_its_addressees_alone() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient one = stage.client("one");
    ContractClient two = stage.client("two");
    ContractClient three = stage.client("three");
    SubscriptionKey first = one.subscribe(topic).key();
    SubscriptionKey second = two.subscribe(topic).key();
    three.subscribe(topic);

    three.publish(
        topic, Publication.builder().data("for two").deliverTo(first, second, first).build());
    three.publish(topic, "for all");

    assertThat(texts(one.getMessages(topic))).containsExactly("for all", "for two");
    assertThat(two.depth(topic)).isEqualTo(2);
    assertThat(texts(two.getMessages(topic))).containsExactly("for all", "for two");
    assertThat(texts(three.getMessages(topic))).containsExactly("for all");
  }

  @Test
  default void an_addressed_message_has_its_own_priority_and_place() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();
    client.publish(topic, withPriority(8, "8"));
    client.publish(topic, Publication.builder().data("9").priority(9).deliverTo(key).build());
    client.publish(topic, "5 first");
    client.publish(topic, Publication.builder().data("5 addressed").deliverTo(key).build());
    client.publish(topic, "5 last");
    client.publish(topic, Publication.builder().data("1").priority(1).deliverTo(key).build());
    client.publish(topic, withPriority(2, "2"));

    List<Message> messages = client.getMessages(topic);

    assertThat(texts(messages))
        .containsExactly("9", "8", "5 last", "5 addressed", "5 first", "2", "1");
    assertThat(messages).extracting(Message::priority).containsExactly(9, 8, 5, 5, 5, 2, 1);
  }

  @Test
  default void an_addressee_must_be_a_subscription_to_the_topic() {
    Stage stage = stage();
    String topic = name(stage.topic());
    String elsewhere = name(stage.topic("elsewhere", settings -> settings));
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();
    SubscriptionKey foreign = client.subscribe(elsewhere).key();
    SubscriptionKey unknown = SubscriptionKey.of("zpsk.rest.0123456789abcdef01234567");

    for (SubscriptionKey wrong : List.of(foreign, unknown)) {
      assertThat(
              assertRefused(
                      ErrorType.INVALID_INPUT,
                      () ->
                          client.publish(
                              topic, Publication.builder().data("x").deliverTo(key, wrong).build()))
                  .violations())
          .hasSize(1);
    }

    assertThat(client.depth(topic)).isZero();
    assertThat(client.depth(elsewhere)).isZero();
  }

  @Test
  default void an_addressed_message_goes_with_the_subscription_it_is_for() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient one = stage.client("one");
    ContractClient two = stage.client("two");
    SubscriptionKey first = one.subscribe(topic).key();
    two.subscribe(topic);
    two.publish(topic, Publication.builder().data("for one").deliverTo(first).build());

    one.unsubscribe(topic);
    one.subscribe(topic);

    assertThat(one.getMessages(topic)).isEmpty();
    assertThat(two.getMessages(topic)).isEmpty();
  }

  @Test
  default void one_addressed_message_can_be_taken_out_of_one_queue() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient one = stage.client("one");
    ContractClient two = stage.client("two");
    SubscriptionKey first = one.subscribe(topic).key();
    SubscriptionKey second = two.subscribe(topic).key();
    MessageId id =
        one.publish(topic, Publication.builder().data("x").deliverTo(first, second).build());

    assertThat(one.remove(topic, id)).isTrue();
    assertThat(one.remove(topic, id)).isFalse();

    assertThat(one.getMessages(topic)).isEmpty();
    assertThat(texts(two.getMessages(topic))).containsExactly("x");
  }

  @Test
  default void the_same_key_and_publications_give_the_same_ids_and_are_stored_once() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    String key = UUID.randomUUID().toString();

    List<MessageId> first = client.publishOnce(topic, publications("a", "b"), key);
    client.getMessages(topic, 1);
    List<MessageId> second = client.publishOnce(topic, publications("a", "b"), key);

    assertThat(second).isEqualTo(first);
    assertThat(texts(client.getMessages(topic))).containsExactly("b");
  }

  @Test
  default void the_same_key_with_other_publications_is_a_mismatch() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    String elsewhere = name(stage.topic("elsewhere", settings -> settings));
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    client.publishOnce(name(topic), publications("a"), "key");

    assertRefused(
        ErrorType.IDEMPOTENCY_MISMATCH,
        () -> client.publishOnce(name(topic), publications("b"), "key"));
    assertRefused(
        ErrorType.IDEMPOTENCY_MISMATCH,
        () -> client.publishOnce(name(topic), List.of(withPriority(9, "a")), "key"));
    assertRefused(
        ErrorType.IDEMPOTENCY_MISMATCH,
        () -> client.publishOnce(elsewhere, publications("a"), "key"));

    assertThat(texts(client.getMessages(name(topic)))).containsExactly("a");
  }

  @Test
  default void a_key_belongs_to_one_publisher_and_a_refusal_does_not_use_it_up() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.maxDepth(1));
    ContractClient one = stage.client("one");
    ContractClient two = stage.client("two");
    one.subscribe(name(topic));
    one.publishOnce(name(topic), publications("of one"), "key");

    assertRefused(
        ErrorType.QUEUE_FULL, () -> two.publishOnce(name(topic), publications("of two"), "key"));
    one.getMessages(name(topic));
    two.publishOnce(name(topic), publications("other of two"), "key");

    assertThat(texts(one.getMessages(name(topic)))).containsExactly("other of two");
  }

  @Test
  default void the_same_key_at_the_same_time_stores_once() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    Set<String> answers = new ConcurrentSkipListSet<>();
    Callable<Boolean> publish =
        () -> answers.add(client.publishOnce(topic, publications("a"), "key").get(0).toString());

    for (Future<Boolean> each : server().executor().invokeAll(Collections.nCopies(6, publish))) {
      each.get();
    }

    assertThat(answers).hasSize(1);
    assertThat(client.depth(topic)).isEqualTo(1);
  }

  @Test
  default void an_id_of_the_publishers_own_is_stored_once() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    MessageId own = randomId();
    Publication publication = Publication.builder().data("a").msgId(own).build();
    Publication different = Publication.builder().data("b").msgId(own).build();

    assertThat(client.publish(topic, publication)).isEqualTo(own);
    assertThat(client.publish(topic, publication)).isEqualTo(own);
    assertThat(client.publishAll(topic, List.of(Publication.of("with it"), publication)).get(1))
        .isEqualTo(own);
    assertRefused(ErrorType.IDEMPOTENCY_MISMATCH, () -> client.publish(topic, different));
    assertRefused(ErrorType.IDEMPOTENCY_MISMATCH, () -> other.publish(topic, publication));

    List<Message> messages = client.getMessages(topic);
    assertThat(texts(messages)).containsExactly("with it", "a");
    assertThat(messages.get(1).msgId()).isEqualTo(own);
    assertThat(client.publish(topic, publication)).isEqualTo(own);
    assertThat(client.depth(topic)).isZero();
  }

  private static MessageId randomId() {
    UUID random = UUID.randomUUID();
    return MessageId.of(
        "zpsm"
            + HexFormat.of().toHexDigits(random.getMostSignificantBits())
            + HexFormat.of().toHexDigits((int) random.getLeastSignificantBits()));
  }
}

package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.atOnce;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.receipts;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.DeadLetter;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody could take is kept apart, with the reason, until somebody decides. */
interface DeadLetterContract extends Contract {

  private static List<DeadLetter> deadLetters(ContractClient client, String topic) {
    return client.deadLetters(topic, "", 1_000).deadLetters();
  }

  private static List<String> deadTexts(ContractClient client, String topic) {
    return texts(deadLetters(client, topic).stream().map(DeadLetter::message).toList());
  }

  /** Receives everything there is and rejects it. */
  private static List<Message> rejectAll(ContractClient client, String topic, String reason) {
    List<Message> messages = client.receive(topic, 1_000);
    assertThat(client.reject(topic, receipts(messages), atOnce().because(reason)))
        .containsOnly(ReceiptOutcome.DONE);
    return messages;
  }

  @Test
  default void what_was_delivered_as_often_as_the_topic_allows_dies_with_the_last_reason() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(3)));
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    SubscriptionKey key = client.subscribe(topic).key();
    other.subscribe(topic);
    Publication publication =
        Publication.builder().data("a").priority(7).correlId("c").attribute("x", "y").build();
    MessageId id = client.publish(topic, publication);

    for (int delivery = 1; delivery <= 3; delivery++) {
      assertThat(deadLetters(client, topic)).isEmpty();
      assertThat(rejectAll(client, topic, "reason " + delivery))
          .extracting(Message::deliveryCount)
          .containsExactly(delivery);
    }

    assertThat(client.receive(topic)).isEmpty();
    assertThat(client.depth(topic)).isZero();
    assertThat(client.status(topic).deadLetters()).isEqualTo(1);
    DeadLetter dead = deadLetters(client, topic).get(0);
    assertThat(dead.reason()).isEqualTo("reason 3");
    assertThat(dead.deadSince()).isAfterOrEqualTo(dead.message().pubTime());
    assertThat(dead.message().msgId()).isEqualTo(id);
    assertThat(dead.message().deliveryCount()).isEqualTo(3);
    assertThat(dead.message().data()).isEqualTo(publication.data());
    assertThat(dead.message().priority()).isEqualTo(7);
    assertThat(dead.message().correlId()).contains("c");
    assertThat(dead.message().attributes()).containsEntry("x", "y");
    assertThat(dead.message().subKey()).isEqualTo(key);
    assertThat(dead.message().topicName()).isEqualTo(topic);
    assertThat(dead.message().receipt()).isEmpty();
    assertThat(texts(other.receive(topic))).containsExactly("a");
    assertThat(deadLetters(other, topic)).isEmpty();
  }

  @Test
  default void one_delivery_may_be_all_there_is_and_a_reason_is_always_given() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");

    client.reject(topic, receipts(client.receive(topic)), atOnce());

    assertThat(deadTexts(client, topic)).containsExactly("a");
    assertThat(deadLetters(client, topic).get(0).reason()).isNotBlank();
  }

  @Test
  default void a_lease_that_ends_uses_up_a_delivery_too() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    ReceiveOptions briefly = ReceiveOptions.builder().lease(ReceiveOptions.MIN_LEASE).build();
    client.receive(topic, briefly);

    await()
        .pollInSameThread()
        .untilAsserted(
            () -> {
              assertThat(client.receive(topic)).isEmpty();
              assertThat(deadTexts(client, topic)).containsExactly("a");
            });

    assertThat(deadLetters(client, topic).get(0).reason()).contains("lease");
    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void dead_letters_come_oldest_first_in_pages() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<String> died = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      client.publish(topic, Contract.withPriority(1 + i, "m" + i));
      died.add("m" + i);
      rejectAll(client, topic, "x");
    }

    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      DeadLetterPage page = client.deadLetters(topic, after, 2);
      seen.addAll(texts(page.deadLetters().stream().map(DeadLetter::message).toList()));
      after = page.next().orElse("");
    } while (!after.isEmpty());

    assertThat(seen).isEqualTo(died);
    assertThat(client.deadLetters(topic, "", 5).next()).isEmpty();
    assertRefused(ErrorType.INVALID_INPUT, () -> client.deadLetters(topic, "nonsense", 5));
    assertRefused(ErrorType.INVALID_INPUT, () -> client.deadLetters(topic, "", 0));
    assertRefused(ErrorType.INVALID_INPUT, () -> client.deadLetters(topic, "", 1_001));
  }

  @Test
  default void what_is_put_back_goes_on_counting_and_may_die_again() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(2)));
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    other.subscribe(topic);
    MessageId id = client.publish(topic, "a");
    rejectAll(client, topic, "1");
    rejectAll(client, topic, "2");

    assertThat(client.redeliver(topic, DeadLetterFilter.all())).isEqualTo(1);

    assertThat(client.depth(topic)).isEqualTo(1);
    assertThat(client.status(topic).deadLetters()).isZero();
    assertThat(rejectAll(client, topic, "3"))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.deliveryCount()).isEqualTo(3);
              assertThat(message.msgId()).isEqualTo(id);
            });
    assertThat(rejectAll(client, topic, "4")).extracting(Message::deliveryCount).containsExactly(4);
    assertThat(deadLetters(client, topic))
        .singleElement()
        .satisfies(dead -> assertThat(dead.reason()).isEqualTo("4"));
    assertThat(client.redeliver(topic, DeadLetterFilter.all())).isEqualTo(1);
    List<Message> fifth = client.receive(topic);
    assertThat(fifth).extracting(Message::deliveryCount).containsExactly(5);
    assertThat(client.acknowledge(topic, receipts(fifth))).containsOnly(ReceiptOutcome.DONE);
    assertThat(client.depth(topic)).isZero();
    assertThat(other.depth(topic)).isEqualTo(1);
    assertThat(texts(other.getMessages(topic))).containsExactly("a");
  }

  @Test
  default void one_some_or_all_are_put_back_by_what_they_have_in_common() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    List<MessageId> ids = die(client, topic);

    assertThat(client.redeliver(topic, DeadLetterFilter.all().withIds(ids.subList(1, 2))))
        .isEqualTo(1);
    assertThat(client.redeliver(topic, DeadLetterFilter.all().withReason("of d"))).isEqualTo(1);
    assertThat(client.redeliver(topic, DeadLetterFilter.all().withReason("100%"))).isZero();
    assertThat(
            client.redeliver(
                topic, DeadLetterFilter.all().withIds(ids.subList(0, 1)).withReason("of c")))
        .isZero();
    assertThat(client.redeliver(topic, diedBefore("2000-01-01T00:00:00Z"))).isZero();
    assertThat(texts(client.getMessages(topic))).containsExactlyInAnyOrder("b", "d");
    assertThat(client.redeliver(topic, diedBefore("3000-01-01T00:00:00Z"))).isEqualTo(3);

    assertThat(texts(client.getMessages(topic))).containsExactlyInAnyOrder("a", "c", "e");
    assertThat(client.redeliver(topic, DeadLetterFilter.all())).isZero();
  }

  private static DeadLetterFilter diedBefore(String moment) {
    return DeadLetterFilter.all().diedBefore(Instant.parse(moment));
  }

  /** Lets the messages a to e die, each for a reason of its own. */
  private static List<MessageId> die(ContractClient client, String topic) {
    client.subscribe(topic);
    List<MessageId> ids = client.publishAll(topic, publications("a", "b", "c", "d", "e"));
    for (Message message : client.receive(topic)) {
      String reason = "100 of " + message.data().asString() + " failed";
      client.reject(topic, receipts(List.of(message)), atOnce().because(reason));
    }
    return ids;
  }

  @Test
  default void one_some_or_all_are_discarded_by_what_they_have_in_common() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    List<MessageId> ids = die(client, topic);

    assertThat(client.discard(topic, diedBefore("2000-01-01T00:00:00Z"))).isZero();
    assertThat(
            client.discard(topic, DeadLetterFilter.all().withIds(List.of(ids.get(0), ids.get(4)))))
        .isEqualTo(2);
    assertThat(client.discard(topic, DeadLetterFilter.all().withReason("of c"))).isEqualTo(1);
    assertThat(deadTexts(client, topic)).containsExactly("b", "d");
    assertThat(client.discard(topic, DeadLetterFilter.all())).isEqualTo(2);

    assertThat(client.discard(topic, DeadLetterFilter.all())).isZero();
    assertThat(client.redeliver(topic, DeadLetterFilter.all())).isZero();
    assertThat(client.status(topic).deadLetters()).isZero();
    assertThat(client.receive(topic)).isEmpty();
  }

  @Test
  default void what_does_not_fit_any_more_stays_a_dead_letter() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.maxDeliveries(1).maxDepth(5));
    ContractClient client = stage.client("client");
    die(client, name(topic));
    client.publishAll(name(topic), publications("f", "g", "h"));

    assertRefused(
        ErrorType.QUEUE_FULL, () -> client.redeliver(name(topic), DeadLetterFilter.all()));

    assertThat(deadTexts(client, name(topic))).hasSize(5);
    assertThat(client.depth(name(topic))).isEqualTo(3);
    client.getMessages(name(topic));
    assertThat(client.redeliver(name(topic), DeadLetterFilter.all())).isEqualTo(5);
  }

  @Test
  default void dead_letters_are_no_part_of_the_queue_and_go_with_the_subscription() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1).maxDepth(5)));
    ContractClient client = stage.client("client");
    List<MessageId> ids = die(client, topic);

    assertThat(client.clear(topic)).isZero();
    assertThat(client.remove(topic, ids.get(0))).isFalse();
    client.publishAll(topic, publications("1", "2", "3", "4", "5"));
    assertThat(deadTexts(client, topic)).hasSize(5);
    client.unsubscribe(topic);
    client.subscribe(topic);

    assertThat(deadTexts(client, topic)).isEmpty();
  }

  @Test
  default void hundreds_are_put_back_in_one_call() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, Collections.nCopies(250, Publication.of("x")));
    rejectAll(client, topic, "x");

    assertThat(client.redeliver(topic, DeadLetterFilter.all())).isEqualTo(250);
    assertThat(client.depth(topic)).isEqualTo(250);
    rejectAll(client, topic, "y");
    assertThat(client.discard(topic, DeadLetterFilter.all().withReason("y"))).isEqualTo(250);
  }

  @Test
  default void whoever_puts_back_more_than_fits_hears_how_many_did() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1).maxDepth(150)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    for (int round = 0; round < 2; round++) {
      client.publishAll(topic, Collections.nCopies(125, Publication.of("x")));
      rejectAll(client, topic, "x");
    }

    long redelivered = client.redeliver(topic, DeadLetterFilter.all());

    assertThat(redelivered).isBetween(1L, 150L);
    assertThat(client.depth(topic)).isEqualTo(redelivered);
    assertThat(client.status(topic).deadLetters()).isEqualTo(250 - redelivered);
  }

  @Test
  default void an_addressed_message_dies_for_its_addressee_alone() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient one = stage.client("one");
    ContractClient two = stage.client("two");
    SubscriptionKey first = one.subscribe(topic).key();
    SubscriptionKey second = two.subscribe(topic).key();
    one.publish(
        topic,
        Publication.builder()
            .data("a")
            .deliverTo(first, second)
            .expiration(Duration.ofHours(1))
            .build());

    rejectAll(one, topic, "x");

    assertThat(deadTexts(one, topic)).containsExactly("a");
    assertThat(texts(two.receive(topic))).containsExactly("a");
    assertThat(one.redeliver(topic, DeadLetterFilter.all())).isEqualTo(1);
    assertThat(texts(one.receive(topic))).containsExactly("a");
    assertThat(two.depth(topic)).isEqualTo(1);
  }
}

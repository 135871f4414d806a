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
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody could take is kept apart, with the reason, until somebody decides. */
interface DeadLetterContract extends Contract {

  static List<DeadLetter> deadLetters(ContractClient client, String topic) {
    return client.deadLetters(topic, "", 1_000).deadLetters();
  }

  static List<String> deadTexts(ContractClient client, String topic) {
    return texts(deadLetters(client, topic).stream().map(DeadLetter::message).toList());
  }

  /** Receives everything there is and rejects it. */
  static List<Message> rejectAll(ContractClient client, String topic, String reason) {
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
        Contract.withEveryText(Publication.builder())
            .data("a")
            .priority(7)
            .attribute("x", "y")
            .build();
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
    Contract.assertEveryText(dead.message());
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

  /** Lets the messages a to e die, each for a reason of its own. */
  static List<MessageId> die(ContractClient client, String topic) {
    client.subscribe(topic);
    List<MessageId> ids = client.publishAll(topic, publications("a", "b", "c", "d", "e"));
    for (Message message : client.receive(topic)) {
      String reason = "100 of " + message.data().asString() + " failed";
      client.reject(topic, receipts(List.of(message)), atOnce().because(reason));
    }
    return ids;
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
}

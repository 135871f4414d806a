package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.receipts;
import static dev.tidings.it.Contract.texts;
import static dev.tidings.it.DeadLetterContract.deadLetters;
import static dev.tidings.it.DeadLetterContract.deadTexts;
import static dev.tidings.it.DeadLetterContract.die;
import static dev.tidings.it.DeadLetterContract.rejectAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done with dead letters: put back or discarded, one, some, or all. */
interface RedeliveryContract extends Contract {

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

package dev.tidings.it;

import static dev.tidings.it.Contract.atOnce;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.receipts;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.DeadLetter;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.Message;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When leases end and messages come back, by a clock that tests move. */
interface TimeContract extends Contract {

  void advance(Duration step);

  Instant now();

  /** Returns after a round of housekeeping that has seen everything there was. */
  void cleanUp(Stage stage);

  private static ReceiveOptions forAnHour() {
    return ReceiveOptions.builder().lease(Duration.ofHours(1)).build();
  }

  @Test
  default void a_message_comes_back_when_its_lease_ends_and_not_before() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    List<Receipt> late = receipts(client.receive(topic, forAnHour()));
    client.publish(topic, "c");

    advance(Duration.ofMinutes(59));
    assertThat(texts(client.browse(topic, "", 9).messages())).containsExactly("c");
    assertThat(client.acknowledge(topic, late.subList(1, 2))).containsExactly(ReceiptOutcome.DONE);
    advance(Duration.ofMinutes(1));

    assertThat(client.status(topic).leased()).isZero();
    assertThat(client.depth(topic)).isEqualTo(2);
    assertThat(client.acknowledge(topic, late)).containsOnly(ReceiptOutcome.EXPIRED);
    assertThat(texts(client.browse(topic, "", 9).messages())).containsExactly("a", "c");
    assertThat(client.browse(topic, MessageState.LEASED, "", 9).messages()).isEmpty();
    List<Message> again = client.receive(topic);
    assertThat(texts(again)).containsExactly("a", "c");
    assertThat(again).extracting(Message::deliveryCount).containsExactly(2, 1);
    assertThat(client.acknowledge(topic, late)).containsOnly(ReceiptOutcome.EXPIRED);
    assertThat(client.depth(topic)).isEqualTo(2);
  }

  @Test
  default void what_is_extended_stays_longer_than_the_rest_of_its_lease() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    List<Receipt> receipts = receipts(client.receive(topic, forAnHour()));

    advance(Duration.ofMinutes(30));
    client.extend(topic, receipts.subList(1, 2), Duration.ofHours(1));
    advance(Duration.ofMinutes(30));
    assertThat(texts(client.receive(topic, forAnHour()))).containsExactly("a", "c");
    assertThat(client.acknowledge(topic, receipts))
        .containsExactly(ReceiptOutcome.EXPIRED, ReceiptOutcome.DONE, ReceiptOutcome.EXPIRED);
    advance(Duration.ofMinutes(60));

    assertThat(texts(client.receive(topic))).containsExactly("a", "c");
  }

  @Test
  default void an_extension_counts_from_its_call_and_may_also_shorten() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    List<Receipt> receipts = receipts(client.receive(topic, forAnHour()));
    client.extend(topic, receipts.subList(0, 1), Duration.ofMinutes(10));

    advance(Duration.ofMinutes(10));

    assertThat(texts(client.receive(topic))).containsExactly("a");
    assertThat(client.acknowledge(topic, receipts))
        .containsExactly(ReceiptOutcome.EXPIRED, ReceiptOutcome.DONE);
  }

  @Test
  default void a_rejected_message_is_back_after_its_delay_at_its_place() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    List<Receipt> receipts = receipts(client.receive(topic, 1));
    client.reject(topic, receipts, Rejection.plain().after(Duration.ofHours(1)));

    advance(Duration.ofMinutes(59));
    assertThat(texts(client.browse(topic, "", 9).messages())).containsExactly("b");
    assertThat(client.status(topic).delayed()).isEqualTo(1);
    advance(Duration.ofMinutes(1));

    assertThat(client.status(topic).delayed()).isZero();
    assertThat(texts(client.receive(topic))).containsExactly("a", "b");
  }

  @Test
  default void without_a_delay_it_stays_away_longer_each_time_up_to_five_minutes() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(20)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");

    for (int delivery = 1; delivery <= 12; delivery++) {
      Duration longest = Duration.ofSeconds(Math.min(300, 1L << (delivery - 1)));
      List<Message> messages = client.receive(topic, forAnHour());
      assertThat(messages).extracting(Message::deliveryCount).containsExactly(delivery);
      client.reject(topic, receipts(messages), Rejection.plain());
      if (longest.toSeconds() > 200) {
        advance(longest.dividedBy(2));
        assertThat(client.receive(topic)).isEmpty();
      }
      advance(longest);
    }
  }

  @Test
  default void what_expires_while_it_is_leased_may_still_be_settled_and_never_comes_back() {
    Stage stage = stage();
    String topic =
        name(stage.topic(settings -> settings.defaultExpiration(Duration.ofMinutes(30))));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    List<Receipt> receipts = receipts(client.receive(topic, forAnHour()));

    advance(Duration.ofMinutes(31));
    assertThat(client.acknowledge(topic, receipts.subList(0, 1)))
        .containsExactly(ReceiptOutcome.DONE);
    assertThat(client.reject(topic, receipts.subList(1, 2), atOnce()))
        .containsExactly(ReceiptOutcome.DONE);
    assertThat(client.receive(topic)).isEmpty();
    advance(Duration.ofMinutes(30));

    assertThat(client.receive(topic)).isEmpty();
    assertThat(client.depth(topic)).isZero();
    assertThat(client.deadLetters(topic, "", 9).deadLetters()).isEmpty();
  }

  @Test
  default void what_a_vanished_receiver_had_comes_back_or_dies_even_if_nobody_asks() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.maxDeliveries(1));
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    client.publishAll(name(topic), publications("a", "b"));
    client.receive(name(topic), forAnHour());
    client.publish(name(topic), "c");

    advance(Duration.ofHours(1));
    cleanUp(stage);

    assertThat(client.status(name(topic)).deadLetters()).isEqualTo(2);
    assertThat(client.depth(name(topic))).isEqualTo(1);
    assertThat(client.deadLetters(name(topic), "", 9).deadLetters())
        .extracting(DeadLetter::reason)
        .allSatisfy(reason -> assertThat(reason).contains("lease"));
  }

  @Test
  default void what_is_leased_or_came_back_is_never_purged() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c", "d"));
    List<Message> messages = client.receive(topic, forAnHour());
    client.acknowledge(topic, receipts(messages.subList(1, 2)));
    client.reject(
        topic, receipts(messages.subList(0, 1)), Rejection.plain().after(Duration.ofHours(2)));

    cleanUp(stage);
    advance(Duration.ofMinutes(70));
    cleanUp(stage);
    assertThat(texts(client.receive(topic, forAnHour()))).containsExactly("c", "d");
    advance(Duration.ofMinutes(70));
    cleanUp(stage);

    List<Message> last = client.receive(topic);
    assertThat(texts(last)).containsExactly("a", "c", "d");
    assertThat(last).extracting(Message::deliveryCount).containsExactly(2, 3, 3);
  }

  @Test
  default void what_is_held_back_is_there_when_it_is_due_and_its_expiration_begins_then() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    Publication.Builder publication =
        Publication.builder().data("a").expiration(Duration.ofMinutes(30));
    client.publish(topic, publication.deliverAfter(Duration.ofHours(1)).build());

    advance(Duration.ofMinutes(59));
    assertThat(client.depth(topic)).isZero();
    advance(Duration.ofMinutes(1));
    await().pollInSameThread().untilAsserted(() -> assertThat(client.depth(topic)).isEqualTo(1));
    advance(Duration.ofMinutes(29));

    assertThat(texts(client.browse(topic, "", 9).messages())).containsExactly("a");
    advance(Duration.ofMinutes(1));
    assertThat(client.receive(topic)).isEmpty();
  }

  @Test
  default void dead_letters_do_not_expire_and_what_has_expired_is_not_put_back() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(
        topic, Publication.builder().data("brief").expiration(Duration.ofMinutes(30)).build());
    client.publish(topic, "long");
    client.reject(topic, receipts(client.receive(topic)), atOnce());

    advance(Duration.ofHours(1));
    cleanUp(stage);

    assertThat(client.redeliver(topic, DeadLetterFilter.all())).isEqualTo(1);
    assertThat(texts(client.receive(topic))).containsExactly("long");
    assertThat(client.deadLetters(topic, "", 9).deadLetters())
        .extracting(dead -> dead.message().data().asString())
        .containsExactly("brief");
    assertThat(client.discard(topic, DeadLetterFilter.all())).isEqualTo(1);
  }

  @Test
  default void dead_letters_can_be_told_apart_by_the_time_of_their_death() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    client.reject(topic, receipts(client.receive(topic, 1)), atOnce());
    advance(Duration.ofMinutes(10));
    Instant between = now();
    advance(Duration.ofMinutes(10));
    client.reject(topic, receipts(client.receive(topic, 1)), atOnce());

    assertThat(client.redeliver(topic, DeadLetterFilter.all().diedBefore(between))).isEqualTo(1);

    assertThat(texts(client.receive(topic))).containsExactly("a");
    assertThat(client.discard(topic, DeadLetterFilter.all().diedBefore(between))).isZero();
    assertThat(client.status(topic).deadLetters()).isEqualTo(1);
  }
}

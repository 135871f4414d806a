package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.atOnce;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.receipts;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What receipts do, and what they do not do. */
interface SettlementContract extends Contract {

  @Test
  default void what_is_acknowledged_is_done_and_never_comes_back() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    other.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    List<Receipt> receipts = receipts(client.receive(topic));

    assertThat(client.acknowledge(topic, receipts.subList(0, 2)))
        .containsExactly(ReceiptOutcome.DONE, ReceiptOutcome.DONE);

    assertThat(client.depth(topic)).isEqualTo(1);
    assertThat(client.status(topic).leased()).isEqualTo(1);
    assertThat(client.acknowledge(topic, receipts))
        .containsExactly(ReceiptOutcome.EXPIRED, ReceiptOutcome.EXPIRED, ReceiptOutcome.DONE);
    assertThat(client.reject(topic, receipts, atOnce())).containsOnly(ReceiptOutcome.EXPIRED);
    assertThat(client.extend(topic, receipts, Duration.ofMinutes(1)))
        .containsOnly(ReceiptOutcome.EXPIRED);
    assertThat(client.depth(topic)).isZero();
    assertThat(client.receive(topic)).isEmpty();
    assertThat(other.depth(topic)).isEqualTo(3);
  }

  @Test
  default void each_receipt_gets_its_result_in_the_order_given() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    List<Receipt> receipts = receipts(client.receive(topic));
    client.acknowledge(topic, receipts.subList(1, 2));

    List<ReceiptOutcome> outcomes =
        client.acknowledge(
            topic,
            List.of(
                receipts.get(2),
                Receipt.of("no receipt"),
                receipts.get(1),
                receipts.get(0),
                receipts.get(2)));

    assertThat(outcomes)
        .containsExactly(
            ReceiptOutcome.DONE,
            ReceiptOutcome.UNKNOWN,
            ReceiptOutcome.EXPIRED,
            ReceiptOutcome.DONE,
            ReceiptOutcome.DONE);
    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void a_receipt_of_somebody_else_is_unknown_and_changes_nothing() {
    Stage stage = stage();
    String topic = name(stage.topic());
    String elsewhere = name(stage.topic("elsewhere", settings -> settings));
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    client.subscribe(elsewhere);
    other.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    List<Receipt> receipts = receipts(client.receive(topic));

    for (List<ReceiptOutcome> outcomes :
        List.of(
            other.acknowledge(topic, receipts),
            other.reject(topic, receipts, atOnce()),
            other.extend(topic, receipts, Duration.ofHours(1)),
            client.acknowledge(elsewhere, receipts))) {
      assertThat(outcomes).containsExactly(ReceiptOutcome.UNKNOWN, ReceiptOutcome.UNKNOWN);
    }

    assertThat(other.depth(topic)).isEqualTo(2);
    assertThat(client.status(topic).leased()).isEqualTo(2);
    assertThat(client.acknowledge(topic, receipts)).containsOnly(ReceiptOutcome.DONE);
  }

  @Test
  default void a_word_that_looks_like_a_receipt_does_nothing() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    String receipt = client.receive(topic).get(0).receipt().orElseThrow().toString();
    List<Receipt> wrong = new ArrayList<>();
    for (int i = 0; i < receipt.length(); i++) {
      char other = receipt.charAt(i) == 'Q' ? 'g' : 'Q';
      wrong.add(Receipt.of(receipt.substring(0, i) + other + receipt.substring(i + 1)));
    }
    wrong.addAll(List.of(Receipt.of(""), Receipt.of("ü".repeat(24)), Receipt.of("=".repeat(24))));

    assertThat(client.acknowledge(topic, wrong)).doesNotContain(ReceiptOutcome.DONE);
    assertThat(client.reject(topic, wrong, atOnce())).doesNotContain(ReceiptOutcome.DONE);

    assertThat(client.status(topic).leased()).isEqualTo(1);
    assertThat(client.acknowledge(topic, List.of(Receipt.of(receipt))))
        .containsExactly(ReceiptOutcome.DONE);
  }

  @Test
  default void what_is_rejected_waits_as_long_as_the_receiver_says() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    List<Receipt> receipts = receipts(client.receive(topic));

    client.reject(topic, receipts.subList(0, 1), atOnce());
    client.reject(topic, receipts.subList(1, 2), Rejection.plain().after(Duration.ofHours(24)));
    client.reject(topic, receipts.subList(2, 3), Rejection.plain().because("not today"));

    assertThat(texts(client.browse(topic, MessageState.DELAYED, "", 9).messages()))
        .contains("b")
        .doesNotContain("a");
    List<Message> again = client.receive(topic, 1);
    assertThat(texts(again)).containsExactly("a");
    assertThat(again.get(0).deliveryCount()).isEqualTo(2);
    assertThat(client.acknowledge(topic, receipts)).containsOnly(ReceiptOutcome.EXPIRED);
    assertThat(client.depth(topic)).isEqualTo(3);
  }

  @Test
  default void a_lease_that_ended_lets_the_message_go_to_the_next_and_its_receipt_is_late() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    ReceiveOptions briefly =
        ReceiveOptions.builder().max(1).lease(ReceiveOptions.MIN_LEASE).build();
    List<Receipt> late = receipts(client.receive(topic, briefly));

    List<Message> again = receiveUntil(client, topic, "a");

    assertThat(again.get(0).deliveryCount()).isEqualTo(2);
    assertThat(client.acknowledge(topic, late)).containsExactly(ReceiptOutcome.EXPIRED);
    assertThat(client.reject(topic, late, atOnce())).containsExactly(ReceiptOutcome.EXPIRED);
    assertThat(client.extend(topic, late, Duration.ofHours(1)))
        .containsExactly(ReceiptOutcome.EXPIRED);
    assertThat(client.acknowledge(topic, receipts(again))).containsOnly(ReceiptOutcome.DONE);
  }

  /** Receives, and gives back what is not meant, until a message comes. */
  private static List<Message> receiveUntil(ContractClient client, String topic, String text) {
    return await()
        .pollInSameThread()
        .until(
            () -> {
              List<Message> received = client.receive(topic, 1);
              if (!texts(received).equals(List.of(text)) && !received.isEmpty()) {
                client.reject(topic, receipts(received), atOnce());
              }
              return received;
            },
            received -> texts(received).equals(List.of(text)));
  }

  @Test
  default void an_extended_lease_is_longer_and_its_receipt_stays_good() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    List<Receipt> receipts = receipts(client.receive(topic));

    assertThat(client.extend(topic, receipts.subList(1, 2), Duration.ofHours(12)))
        .containsExactly(ReceiptOutcome.DONE);
    assertThat(client.extend(topic, receipts, Duration.ofHours(1)))
        .containsOnly(ReceiptOutcome.DONE);
    assertThat(client.extend(topic, receipts.subList(2, 3), Duration.ofSeconds(1)))
        .containsExactly(ReceiptOutcome.DONE);

    assertThat(texts(receiveUntil(client, topic, "c"))).containsExactly("c");
    assertThat(client.acknowledge(topic, receipts))
        .containsExactly(ReceiptOutcome.DONE, ReceiptOutcome.DONE, ReceiptOutcome.EXPIRED);
  }

  @Test
  default void the_same_receipt_settled_at_the_same_time_is_done_once() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    List<Receipt> receipts = receipts(client.receive(topic));
    Callable<ReceiptOutcome> acknowledge = () -> client.acknowledge(topic, receipts).get(0);

    List<ReceiptOutcome> outcomes = new ArrayList<>();
    for (Future<ReceiptOutcome> each :
        server().executor().invokeAll(Collections.nCopies(4, acknowledge))) {
      outcomes.add(each.get());
    }

    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            ReceiptOutcome.DONE,
            ReceiptOutcome.EXPIRED,
            ReceiptOutcome.EXPIRED,
            ReceiptOutcome.EXPIRED);
  }

  @Test
  default void a_thousand_are_settled_in_one_call() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, Collections.nCopies(1_000, Publication.of("x")));
    List<Receipt> receipts = receipts(client.receive(topic, 1_000));

    assertThat(client.extend(topic, receipts, Duration.ofMinutes(5)))
        .containsOnly(ReceiptOutcome.DONE);
    assertThat(client.reject(topic, receipts, atOnce()))
        .hasSize(1_000)
        .containsOnly(ReceiptOutcome.DONE);
    List<Message> again = client.receive(topic, 1_000);
    assertThat(again).extracting(Message::deliveryCount).containsOnly(2);
    assertThat(client.acknowledge(topic, receipts(again)))
        .hasSize(1_000)
        .containsOnly(ReceiptOutcome.DONE);

    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void a_call_names_one_to_a_thousand_receipts() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<Receipt> tooMany = Collections.nCopies(1_001, Receipt.of("x"));

    for (List<Receipt> wrong : List.of(List.<Receipt>of(), tooMany)) {
      assertRefused(ErrorType.INVALID_INPUT, () -> client.acknowledge(topic, wrong));
      assertRefused(ErrorType.INVALID_INPUT, () -> client.reject(topic, wrong, atOnce()));
      assertRefused(
          ErrorType.INVALID_INPUT, () -> client.extend(topic, wrong, Duration.ofMinutes(1)));
    }
    assertRefused(
        ErrorType.INVALID_INPUT,
        () -> client.extend(topic, tooMany.subList(0, 1), Duration.ofMillis(999)));
    assertRefused(
        ErrorType.INVALID_INPUT,
        () -> client.extend(topic, tooMany.subList(0, 1), Duration.ofHours(13)));
  }
}

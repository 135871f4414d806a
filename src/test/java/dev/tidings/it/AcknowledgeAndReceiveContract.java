package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.receipts;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.ReceiveResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One call that acknowledges and receives. */
interface AcknowledgeAndReceiveContract extends Contract {

  @Test
  default void one_call_acknowledges_and_receives_what_is_next() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c", "d", "e"));
    ReceiveOptions two = ReceiveOptions.builder().max(2).build();
    List<String> received = new ArrayList<>();
    ReceiveResult next = client.receive(topic, List.of(), two);

    while (!next.messages().isEmpty()) {
      received.addAll(texts(next.messages()));
      List<Receipt> done = receipts(next.messages());
      next = client.receive(topic, done, two);
      assertThat(next.acknowledged()).hasSameSizeAs(done).containsOnly(ReceiptOutcome.DONE);
    }

    assertThat(received).containsExactly("a", "b", "c", "d", "e");
    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void each_receipt_of_the_call_gets_its_result_and_the_messages_come_all_the_same() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    List<Receipt> receipts = receipts(client.receive(topic, 2));
    client.acknowledge(topic, receipts.subList(0, 1));

    ReceiveResult both =
        client.receive(
            topic,
            List.of(receipts.get(0), Receipt.of("no receipt"), receipts.get(1), receipts.get(1)),
            ReceiveOptions.defaults());

    assertThat(both.acknowledged())
        .containsExactly(
            ReceiptOutcome.EXPIRED,
            ReceiptOutcome.UNKNOWN,
            ReceiptOutcome.DONE,
            ReceiptOutcome.DONE);
    assertThat(texts(both.messages())).containsExactly("c");
    assertThat(client.depth(topic)).isEqualTo(1);
  }

  @Test
  default void a_call_that_waits_acknowledges_first() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    List<Receipt> done = receipts(client.receive(topic));
    ReceiveOptions patient = ReceiveOptions.builder().waiting(Duration.ofSeconds(40)).build();
    Future<List<Message>> before =
        server().executor().submit(() -> client.receiveWaiting(topic, 1));

    Future<ReceiveResult> both =
        server().executor().submit(() -> client.receive(topic, done, patient));
    await().untilAsserted(() -> assertThat(client.depth(topic)).isZero());
    client.publishAll(topic, publications("b", "c"));

    assertThat(both.get().acknowledged()).containsExactly(ReceiptOutcome.DONE);
    assertThat(texts(before.get())).hasSize(1);
    List<String> all = new ArrayList<>(texts(both.get().messages()));
    all.addAll(texts(before.get()));
    assertThat(all).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  default void a_call_that_is_refused_acknowledges_nothing() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    Receipt receipt = receipts(client.receive(topic)).get(0);
    List<Receipt> tooMany = Collections.nCopies(1_001, receipt);

    assertRefused(
        ErrorType.INVALID_INPUT,
        () -> client.receive(topic, new ArrayList<>(tooMany), ReceiveOptions.defaults()));

    assertThat(client.status(topic).leased()).isEqualTo(1);
    assertThat(client.acknowledge(topic, List.of(receipt))).containsExactly(ReceiptOutcome.DONE);
  }
}

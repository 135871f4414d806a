package dev.tidings.it;

import static dev.tidings.it.Contract.atOnce;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.receipts;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import jakarta.transaction.RollbackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Receiving and settling in a caller's transaction. */
interface SettlingTransactionContract extends TransactionContract, TimeContract {

  @Test
  default void a_step_of_work_commits_whole() throws Exception {
    Stage stage = stage();
    String orders = name(stage.topic("orders", settings -> settings));
    String parcels = name(stage.topic("parcels", settings -> settings));
    ContractClient client = stage.client("client");
    client.subscribe(orders);
    client.subscribe(parcels);
    client.publishAll(orders, publications("a", "b"));
    String parcel = UUID.randomUUID().toString();

    transactions().commit(() -> step(client, orders, parcels, parcel));

    assertThat(client.depth(orders)).isEqualTo(1);
    assertThat(client.status(orders).leased()).isZero();
    assertThat(texts(client.getMessages(parcels))).containsExactly("of a");
    assertThat(transactions().isStored(parcel)).isTrue();
  }

  /** Takes one order and makes a parcel of it. */
  private Message step(ContractClient client, String orders, String parcels, String parcel)
      throws Exception {
    List<Message> received = client.receive(orders, 1);
    transactions().store(parcel);
    assertThat(client.acknowledge(orders, receipts(received))).containsExactly(ReceiptOutcome.DONE);
    client.publish(parcels, "of " + received.get(0).data().asString());
    assertThat(depthOutside(client, parcels)).isZero();
    assertThat(depthOutside(client, orders)).isEqualTo(2);
    return received.get(0);
  }

  @Test
  default void a_step_of_work_that_is_rolled_back_begins_again_at_once() throws Exception {
    Stage stage = stage();
    String orders = name(stage.topic("orders", settings -> settings));
    String parcels = name(stage.topic("parcels", settings -> settings));
    ContractClient client = stage.client("client");
    client.subscribe(orders);
    client.subscribe(parcels);
    client.publishAll(orders, publications("a", "b"));
    String parcel = UUID.randomUUID().toString();
    List<Message> received = new ArrayList<>();

    transactions().rollBack(() -> received.add(step(client, orders, parcels, parcel)));

    await()
        .pollInSameThread()
        .untilAsserted(
            () ->
                assertThat(texts(client.browse(orders, "", 9).messages()))
                    .containsExactly("a", "b"));
    assertThat(client.depth(parcels)).isZero();
    assertThat(transactions().isStored(parcel)).isFalse();
    List<Message> again = client.receive(orders);
    assertThat(again).extracting(Message::deliveryCount).containsExactly(2, 1);
    assertThat(client.acknowledge(orders, receipts(received)))
        .containsExactly(ReceiptOutcome.EXPIRED);
  }

  @Test
  default void what_a_transaction_receives_and_leaves_alone_stays_leased() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    List<Message> received = new ArrayList<>();

    transactions().commit(() -> received.addAll(client.receive(topic)));

    assertThat(client.status(topic).leased()).isEqualTo(1);
    assertThat(client.acknowledge(topic, receipts(received))).containsExactly(ReceiptOutcome.DONE);
  }

  @Test
  default void settling_in_a_transaction_that_is_rolled_back_has_not_happened() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    List<Receipt> receipts = receipts(client.receive(topic));

    transactions()
        .rollBack(
            () -> {
              assertThat(client.acknowledge(topic, receipts.subList(0, 1)))
                  .containsExactly(ReceiptOutcome.DONE);
              assertThat(client.reject(topic, receipts.subList(1, 2), atOnce()))
                  .containsExactly(ReceiptOutcome.DONE);
            });

    assertThat(client.status(topic).leased()).isEqualTo(2);
    assertThat(client.acknowledge(topic, receipts)).containsOnly(ReceiptOutcome.DONE);
  }

  @Test
  default void a_receipt_is_settled_once_in_a_transaction() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    List<Receipt> receipts = receipts(client.receive(topic));

    transactions()
        .commit(
            () -> {
              assertThat(client.acknowledge(topic, receipts.subList(0, 1)))
                  .containsExactly(ReceiptOutcome.DONE);
              assertThat(client.reject(topic, receipts, atOnce()))
                  .containsExactly(ReceiptOutcome.EXPIRED, ReceiptOutcome.DONE);
              assertThat(client.acknowledge(topic, List.of(Receipt.of("x"))))
                  .containsExactly(ReceiptOutcome.UNKNOWN);
            });

    assertThat(texts(client.receive(topic))).containsExactly("b");
    assertThat(client.depth(topic)).isEqualTo(1);
  }

  @Test
  default void a_lease_that_ends_before_the_commit_ends_the_transaction() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.defaultLease(Duration.ofHours(1))));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    List<Receipt> receipts = receipts(client.receive(topic));
    String parcel = UUID.randomUUID().toString();

    assertThatThrownBy(
            () ->
                transactions()
                    .commit(
                        () -> {
                          transactions().store(parcel);
                          assertThat(client.acknowledge(topic, receipts))
                              .containsExactly(ReceiptOutcome.DONE);
                          advance(Duration.ofHours(1));
                        }))
        .isInstanceOf(RollbackException.class);

    assertThat(transactions().isStored(parcel)).isFalse();
    assertThat(texts(client.receive(topic))).containsExactly("a");
  }

  @Test
  default void extending_counts_at_once_whatever_becomes_of_the_transaction() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.defaultLease(Duration.ofHours(1))));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    List<Receipt> receipts = receipts(client.receive(topic));

    transactions()
        .rollBack(
            () ->
                assertThat(client.extend(topic, receipts, Duration.ofHours(3)))
                    .containsExactly(ReceiptOutcome.DONE));
    advance(Duration.ofHours(2));

    assertThat(client.receive(topic)).isEmpty();
    assertThat(client.acknowledge(topic, receipts)).containsExactly(ReceiptOutcome.DONE);
  }

  @Test
  default void settlements_that_wait_for_their_commit_delay_no_receiver() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    List<Receipt> receipts = receipts(client.receive(topic, 1));
    CountDownLatch hasSettled = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    Future<String> transaction =
        server()
            .executor()
            .submit(
                () -> {
                  transactions()
                      .commit(
                          () -> {
                            client.acknowledge(topic, receipts);
                            hasSettled.countDown();
                            mayCommit.await();
                          });
                  return topic;
                });
    hasSettled.await();

    try {
      List<Message> others = client.receive(topic);
      assertThat(texts(others)).containsExactly("b", "c");
      assertThat(client.acknowledge(topic, receipts(others))).containsOnly(ReceiptOutcome.DONE);
      assertThat(client.depth(topic)).isEqualTo(1);
    } finally {
      mayCommit.countDown();
    }

    transaction.get();
    assertThat(client.depth(topic)).isZero();
  }
}

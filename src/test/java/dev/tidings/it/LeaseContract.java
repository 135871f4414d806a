package dev.tidings.it;

import static dev.tidings.it.Contract.atOnce;
import static dev.tidings.it.Contract.browseAll;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.receipts;
import static dev.tidings.it.Contract.texts;
import static dev.tidings.it.Contract.withPriority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Message;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.QueueStatus;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who has a message has it alone, for as long as its lease lasts. */
interface LeaseContract extends Contract {

  @Test
  default void deliveries_come_best_first_each_with_a_receipt_of_its_own() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();
    client.publish(topic, "5 first");
    client.publish(topic, withPriority(1, "1"));
    client.publish(topic, Publication.builder().data("5 addressed").deliverTo(key).build());
    client.publish(topic, withPriority(9, "9"));
    client.publish(topic, "5 last");

    List<Message> messages = client.receive(topic);

    assertThat(texts(messages)).startsWith("9").endsWith("1").contains("5 addressed");
    assertThat(texts(messages)).containsSubsequence("5 first", "5 last");
    assertThat(messages).extracting(Message::deliveryCount).containsOnly(1);
    assertThat(receipts(messages)).hasSize(5).doesNotHaveDuplicates();
    assertThat(messages)
        .allSatisfy(
            message ->
                assertThat(message.leasedUntil().orElseThrow())
                    .isAfterOrEqualTo(message.pubTime().plusSeconds(30)));
  }

  @Test
  default void what_is_leased_is_hidden_from_everybody_and_still_counts() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));

    assertThat(texts(client.receive(topic, 2))).containsExactly("a", "b");

    assertThat(texts(client.browse(topic, "", 10).messages())).containsExactly("c");
    assertThat(client.depth(topic)).isEqualTo(3);
    assertThat(texts(client.receive(topic))).containsExactly("c");
    assertThat(client.receive(topic)).isEmpty();
    assertThat(client.getMessages(topic)).isEmpty();
    assertThat(client.depth(topic)).isEqualTo(3);
  }

  @Test
  default void a_lease_is_as_long_as_the_receiver_or_the_topic_says() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.defaultLease(Duration.ofHours(2))));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));

    Message byTopic = client.receive(topic, 1).get(0);
    Message byReceiver =
        client.receive(topic, ReceiveOptions.builder().lease(Duration.ofHours(12)).build()).get(0);

    Duration between =
        Duration.between(
            byTopic.leasedUntil().orElseThrow(), byReceiver.leasedUntil().orElseThrow());
    assertThat(between).isBetween(Duration.ofHours(10), Duration.ofHours(10).plusMinutes(5));
  }

  @Test
  default void receivers_at_the_same_time_never_get_the_same() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<String> all = IntStream.range(0, 120).mapToObj(i -> "m" + i).toList();
    client.publishAll(topic, publications(all.toArray(String[]::new)));
    Callable<List<Message>> receive =
        () ->
            IntStream.range(0, 10)
                .mapToObj(i -> client.receive(topic, 4))
                .flatMap(List::stream)
                .toList();

    List<Message> received = new ArrayList<>();
    for (Future<List<Message>> each :
        server().executor().invokeAll(Collections.nCopies(4, receive))) {
      received.addAll(each.get());
    }

    assertThat(texts(received)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(client.acknowledge(topic, receipts(received)))
        .hasSize(120)
        .containsOnly(ReceiptOutcome.DONE);
    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void what_comes_back_comes_back_at_its_place_with_the_next_count() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c", "d"));
    List<Message> first = client.receive(topic, 3);

    client.reject(topic, receipts(first.subList(1, 2)), atOnce());
    client.publish(topic, withPriority(9, "urgent"));
    List<Message> second = client.receive(topic);

    assertThat(texts(second)).containsExactly("urgent", "b", "d");
    assertThat(second).extracting(Message::deliveryCount).containsExactly(1, 2, 1);
    assertThat(second.get(1).msgId()).isEqualTo(first.get(1).msgId());
    assertThat(second.get(1).receipt()).isNotEqualTo(first.get(1).receipt());
  }

  @Test
  default void each_state_can_be_browsed_and_is_counted() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c", "d", "e"));
    List<Message> messages = client.receive(topic, 4);
    client.reject(
        topic, receipts(messages.subList(0, 1)), Contract.atOnce().after(Duration.ofHours(1)));
    client.reject(topic, receipts(messages.subList(1, 2)), atOnce());

    assertThat(texts(browseAll(client, topic, 1))).containsExactly("b", "e");
    assertThat(browse(client, topic, MessageState.LEASED)).containsExactly("c", "d");
    assertThat(browse(client, topic, MessageState.DELAYED)).containsExactly("a");
    QueueStatus status = client.status(topic);
    assertThat(status.depth()).isEqualTo(5);
    assertThat(status.leased()).isEqualTo(2);
    assertThat(status.delayed()).isEqualTo(1);
    assertThat(status.deadLetters()).isZero();
    assertThat(status.oldestAge()).isPresent();
  }

  private static List<String> browse(ContractClient client, String topic, MessageState state) {
    return texts(client.browse(topic, state, "", 100).messages());
  }

  @Test
  default void handing_out_for_good_takes_what_came_back_and_leaves_what_is_leased() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    List<Message> messages = client.receive(topic, 2);
    client.reject(topic, receipts(messages.subList(0, 1)), atOnce());

    List<Message> taken = client.getMessages(topic);

    assertThat(texts(taken)).containsExactly("c", "a");
    assertThat(taken).extracting(Message::deliveryCount).containsExactly(0, 1);
    assertThat(taken).allSatisfy(message -> assertThat(message.receipt()).isEmpty());
    assertThat(client.acknowledge(topic, receipts(messages)))
        .containsExactly(ReceiptOutcome.EXPIRED, ReceiptOutcome.DONE);
    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void as_many_as_the_window_allows_are_in_flight() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    int window = 5_000;
    for (int i = 0; i < window / 1_000; i++) {
      client.publishAll(topic, Collections.nCopies(1_000, Publication.of("x")));
    }
    client.publishAll(topic, publications("y", "z"));
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < window / 1_000; i++) {
      messages.addAll(client.receive(topic, 1_000));
    }

    assertThat(messages).hasSize(window);
    assertThat(client.receive(topic)).isEmpty();
    client.reject(topic, receipts(messages.subList(0, 1)), atOnce());
    assertThat(texts(client.receive(topic))).containsExactly("x");
    client.acknowledge(topic, receipts(messages.subList(1, 2)));
    assertThat(texts(client.receive(topic))).containsExactly("y");
    assertThat(client.receive(topic)).isEmpty();
    assertThat(client.depth(topic)).isEqualTo(window + 1);
  }
}

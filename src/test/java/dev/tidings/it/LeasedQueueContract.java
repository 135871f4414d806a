package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.atOnce;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.receipts;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TopicDetails;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leases, and what else is done with their queue and their topic. */
interface LeasedQueueContract extends Contract {

  @Test
  default void clearing_takes_what_is_leased_and_what_is_to_come_back_too() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c", "d"));
    List<Message> messages = client.receive(topic, 3);
    client.reject(topic, receipts(messages.subList(0, 1)), atOnce());

    assertThat(client.clear(topic)).isEqualTo(4);

    assertThat(client.acknowledge(topic, receipts(messages))).containsOnly(ReceiptOutcome.EXPIRED);
    assertThat(client.reject(topic, receipts(messages), atOnce()))
        .containsOnly(ReceiptOutcome.EXPIRED);
    assertThat(client.depth(topic)).isZero();
    assertThat(client.receive(topic)).isEmpty();
  }

  @Test
  default void a_message_can_be_taken_out_whatever_its_state() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<MessageId> ids = client.publishAll(topic, publications("a", "b", "c"));
    List<Message> messages = client.receive(topic, 2);
    client.reject(topic, receipts(messages.subList(0, 1)), atOnce());

    for (MessageId id : ids) {
      assertThat(client.remove(topic, id)).isTrue();
      assertThat(client.remove(topic, id)).isFalse();
    }

    assertThat(client.acknowledge(topic, receipts(messages))).containsOnly(ReceiptOutcome.EXPIRED);
    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void unsubscribing_ends_leases_for_good() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    List<Receipt> receipts = receipts(client.receive(topic, 1));

    client.unsubscribe(topic);
    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.acknowledge(topic, receipts));
    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.receive(topic));
    client.subscribe(topic);

    assertThat(client.acknowledge(topic, receipts)).containsExactly(ReceiptOutcome.UNKNOWN);
    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void a_renamed_topic_keeps_its_leases() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    client.publishAll(name(topic), publications("a", "b"));
    List<Receipt> receipts = receipts(client.receive(name(topic)));
    String renamed = stage.topicName("renamed");
    stage.change(topic, settings -> settings.name(renamed));

    assertThat(client.acknowledge(renamed, receipts.subList(0, 1)))
        .containsExactly(ReceiptOutcome.DONE);
    client.reject(renamed, receipts.subList(1, 2), atOnce());

    List<Message> again = client.receive(renamed);
    assertThat(texts(again)).containsExactly("b");
    assertThat(again.get(0).topicName()).isEqualTo(renamed);
    assertRefused(
        ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.acknowledge(name(topic), receipts(again)));
  }

  @Test
  default void an_inactive_subscription_hands_out_nothing_and_settles_what_it_handed_out() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    SubscriptionDetails subscription =
        stage.administration().createSubscription(topic, stage.endpointName("client"));
    client.publishAll(topic, publications("a", "b"));
    List<Receipt> receipts = receipts(client.receive(topic, 1));
    stage.administration().changeSubscription(subscription.id(), subscription.version(), false);

    assertRefused(ErrorType.SUBSCRIPTION_INACTIVE, () -> client.receive(topic));

    assertThat(client.acknowledge(topic, receipts)).containsExactly(ReceiptOutcome.DONE);
    assertThat(client.depth(topic)).isEqualTo(1);
  }

  @Test
  default void what_is_leased_counts_for_the_limit_until_it_is_done() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDepth(2)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));
    List<Message> messages = client.receive(topic);

    assertRefused(ErrorType.QUEUE_FULL, () -> client.publish(topic, "c"));
    client.reject(topic, receipts(messages.subList(0, 1)), atOnce());
    assertRefused(ErrorType.QUEUE_FULL, () -> client.publish(topic, "c"));
    client.acknowledge(topic, receipts(messages.subList(1, 2)));
    client.publish(topic, "c");

    assertThat(texts(client.receive(topic))).containsExactly("a", "c");
  }
}

package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.atOnce;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.receipts;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who waits gets what comes, from wherever it comes. */
interface WaitingContract extends Contract {

  /** Whether it waits already or comes a moment later makes no difference to anybody. */
  private Future<List<Message>> receiver(ContractClient client, String topic, int max) {
    return server().executor().submit(() -> client.receiveWaiting(topic, max));
  }

  @Test
  default void who_waits_gets_what_is_published() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    Future<List<Message>> receiver = receiver(client, topic, 10);

    client.publish(topic, "a");

    List<Message> received = receiver.get();
    assertThat(texts(received)).containsExactly("a");
    assertThat(received).extracting(Message::deliveryCount).containsExactly(1);
    assertThat(client.status(topic).leased()).isEqualTo(1);
  }

  @Test
  default void what_is_there_is_not_waited_for() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));

    assertThat(texts(client.receiveWaiting(topic, 10))).containsExactly("a", "b");
  }

  @Test
  default void a_wait_ends_without_messages_when_none_come() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    ReceiveOptions briefly = ReceiveOptions.builder().waiting(Duration.ofMillis(500)).build();

    assertThat(client.receive(topic, briefly)).isEmpty();
    client.publish(topic, "a");

    assertThat(texts(client.receive(topic))).containsExactly("a");
  }

  @Test
  default void receivers_that_wait_share_what_comes() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    other.subscribe(topic);
    List<Future<List<Message>>> receivers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      receivers.add(receiver(client, topic, 1));
    }
    Future<List<Message>> ofOther = receiver(other, topic, 1);

    client.publishAll(topic, publications("a", "b", "c"));

    List<Message> received = new ArrayList<>();
    for (Future<List<Message>> receiver : receivers) {
      received.addAll(receiver.get());
    }
    assertThat(texts(received)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(texts(ofOther.get())).containsExactly("a");
  }

  @Test
  default void what_comes_back_is_waited_for_too() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(4)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    List<Message> first = client.receive(topic);

    Future<List<Message>> afterReject = receiver(client, topic, 1);
    client.reject(topic, receipts(first), atOnce());
    List<Message> second = afterReject.get();
    client.reject(topic, receipts(second), Rejection.plain().after(Duration.ofMillis(300)));
    List<Message> third = client.receiveWaiting(topic, 1);
    client.extend(topic, receipts(third), ReceiveOptions.MIN_LEASE);
    List<Message> fourth = client.receiveWaiting(topic, 1);

    assertThat(second).extracting(Message::deliveryCount).containsExactly(2);
    assertThat(third).extracting(Message::deliveryCount).containsExactly(3);
    assertThat(fourth).extracting(Message::deliveryCount).containsExactly(4);
    client.reject(topic, receipts(fourth), atOnce());
    Future<List<Message>> afterRedelivery = receiver(client, topic, 1);
    assertThat(client.redeliver(topic, DeadLetterFilter.all())).isEqualTo(1);
    assertThat(afterRedelivery.get()).extracting(Message::deliveryCount).containsExactly(5);
  }

  @Test
  default void an_addressed_message_is_waited_for_by_its_addressee() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    SubscriptionKey key = client.subscribe(topic).key();
    other.subscribe(topic);
    Future<List<Message>> receiver = receiver(client, topic, 1);
    Future<List<Message>> ofOther = receiver(other, topic, 1);

    other.publish(topic, Publication.builder().data("for one").deliverTo(key).build());
    other.publish(topic, "for all");

    assertThat(texts(receiver.get())).containsExactly("for one");
    assertThat(texts(ofOther.get())).containsExactly("for all");
  }

  @Test
  default void who_waits_hears_at_once_when_the_subscription_or_the_permission_ends()
      throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    EndpointDetails endpoint = stage.endpoint("losing", Role.SUB_ONLY, "sub=" + topic);
    ContractClient losing = stage.client(endpoint);
    client.subscribe(topic);
    losing.subscribe(topic);
    Future<List<Message>> one = receiver(client, topic, 1);
    Future<List<Message>> two = receiver(losing, topic, 1);

    client.unsubscribe(topic);
    stage.change(endpoint, "sub=/elsewhere");

    // The receiver may also have come too late to wait.
    assertThat(refusal(one)).isIn(ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE, ErrorType.NOT_SUBSCRIBED);
    assertThat(refusal(two))
        .isIn(
            ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE,
            ErrorType.TOPIC_NOT_ACCESSIBLE,
            ErrorType.NOT_SUBSCRIBED);
  }

  private static ErrorType refusal(Future<List<Message>> receiver) {
    Throwable thrown = catchThrowable(receiver::get);
    assertThat(thrown)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TidingsException.class);
    return ((TidingsException) thrown.getCause()).type();
  }

  @Test
  default void a_wait_has_bounds() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");

    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.receiveWaiting(topic, 1));
    assertRefused(
        ErrorType.INVALID_INPUT,
        () -> ReceiveOptions.builder().waiting(Duration.ofSeconds(61)).build());
  }
}

package dev.tidings.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.client.AsyncTidingsClient;
import dev.tidings.client.Content;
import dev.tidings.client.Message;
import dev.tidings.client.Messages;
import dev.tidings.client.NotSubscribedException;
import dev.tidings.client.Publication;
import dev.tidings.client.ReceiveRequest;
import dev.tidings.client.SettlementRequest;
import dev.tidings.client.SettlementResult;
import dev.tidings.client.Subscription;
import dev.tidings.client.TidingsClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The client as a program uses it that knows nothing of the server. */
class ClientTests extends DeployedClientTest {
  @Test
  void an_object_is_published_received_and_acknowledged() {
    TidingsClient client = newTidingsClient();
    String topic = newTopic();
    Instant before = Instant.now().minusSeconds(60);
    String key = client.subscribe(topic).getSubKey();

    String id = client.publish(topic, new Order("pear", 3)).orElseThrow();
    Message<Content> message = client.receive(topic, ALL).get(0);

    assertThat(message.getData().as(Order.class)).hasToString("3 pear");
    assertThat(message.getMsgId()).isEqualTo(id);
    assertThat(message.getTopicName()).isEqualTo(topic);
    assertThat(message.getSubKey()).isEqualTo(key);
    assertThat(message.getDeliveryCount()).isEqualTo(1);
    assertThat(message.getPubTime()).isBetween(before, Instant.now().plusSeconds(60));
    assertThat(message.getLeasedUntil()).isAfter(message.getPubTime());
    assertThat(client.acknowledge(message).done()).isTrue();
    assertThat(client.acknowledge(message).getResult()).isEqualTo(SettlementResult.EXPIRED);
    assertThat(client.status(topic).getQueueDepth()).isZero();
  }

  @Test
  void every_field_and_form_of_data_arrives() {
    TidingsClient client = newTidingsClient();
    String topic = newTopic();
    String key = client.subscribe(topic).getSubKey();
    Instant time = Instant.parse("2018-07-04T19:58:08.020493Z");
    byte[] bytes = {0, 1, -1};

    client.publish(
        topic,
        new Publication(bytes)
            .setMimeType("image/png")
            .setPriority(9)
            .setCorrelId("c 1")
            .setExtPubTime(time)
            .attribute("traceparent", "00-1"));
    client.publishAll(
        topic,
        List.of(
            new Publication("Ä \"😀\"").setPriority(8).setSubject("Ü").setReplyTo(List.of(key)),
            new Publication(Content.json("{\"a\":[1, 2.50]}"))
                .setPriority(7)
                .expireAfter(Duration.ofMinutes(1))
                .setHasGd(false)));
    List<Message<Content>> messages = client.receive(topic, ALL);

    assertThat(messages.get(0).getData()).isEqualTo(Content.binary(bytes));
    assertThat(messages.get(0).getMimeType()).isEqualTo("image/png");
    assertThat(messages.get(0).getCorrelId()).isEqualTo("c 1");
    assertThat(messages.get(0).extPubTime()).contains(time);
    assertThat(messages.get(0).getAttributes()).isEqualTo(Map.of("traceparent", "00-1"));
    assertThat(messages.get(1).getData()).isEqualTo(Content.text("Ä \"😀\""));
    assertThat(messages.get(1).getSubject()).isEqualTo("Ü");
    assertThat(messages.get(1).getReplyToSk()).containsExactly(key);
    assertThat(messages.get(2).getData()).isEqualTo(Content.json("{\"a\":[1,2.50]}"));
    assertThat(messages.get(2).getHasGd()).isFalse();
    assertThat(messages.get(2).getExpirationTime())
        .isEqualTo(messages.get(2).getPubTime().plusSeconds(60));
  }

  @Test
  void deliveries_are_settled_one_by_one_and_together() {
    TidingsClient client = newTidingsClient();
    String topic = newTopic();
    client.subscribe(topic);
    client.publishAll(topic, publications(4));
    List<Message<Content>> messages = client.receive(topic, ALL);

    assertThat(client.extend(messages.get(0), Duration.ofMinutes(10)).done()).isTrue();
    assertThat(client.reject(messages.get(1), "does not fit").done()).isTrue();
    List<SettlementResult> results =
        client.acknowledge(topic, SettlementRequest.of(messages.subList(1, 4)));

    assertThat(results)
        .extracting(SettlementResult::getResult)
        .containsExactly("expired", "done", "done");
    Subscription status = client.status(topic);
    assertThat(status.getQueueDepth()).isEqualTo(2);
    assertThat(status.getLeased()).isEqualTo(1);
    Messages<Content> leased = client.browse(topic, "leased", null, 10);
    assertThat(leased.getMessages())
        .extracting(Message::getMsgId)
        .containsExactly(messages.get(0).getMsgId());
  }

  @Test
  void the_queue_is_browsed_page_by_page() {
    TidingsClient client = newTidingsClient();
    String topic = newTopic();
    client.subscribe(topic);
    List<String> ids = client.publishAll(topic, publications(3));

    Messages<Content> first = client.browse(topic, "ready", null, 2);
    Messages<Content> last = client.browse(topic, "ready", first.getNext(), 2);

    assertThat(first.getMessages())
        .extracting(Message::getMsgId)
        .containsExactlyElementsOf(ids.subList(0, 2));
    assertThat(last.getMessages()).extracting(Message::getMsgId).containsExactly(ids.get(2));
    assertThat(last.getNext()).isNull();
  }

  @Test
  void a_receive_waits_for_a_message() {
    AsyncTidingsClient client = newTidingsClient().async();
    String topic = newTopic();
    client.subscribe(topic).join();

    CompletableFuture<List<Message<Content>>> receive =
        client.receive(topic, new ReceiveRequest().setWait(Duration.ofSeconds(60)));
    CompletableFuture<SettlementResult> settled =
        receive.thenCompose(messages -> client.acknowledge(messages.get(0)));
    var unused = client.publish(topic, new Order("pear", 3)).join();

    assertThat(settled.join().done()).isTrue();
    assertThat(receive.join().get(0).getData().as(Order.class)).hasToString("3 pear");
  }

  @Test
  void what_nobody_wants_has_no_id_and_unsubscribing_twice_is_fine() {
    TidingsClient client = newTidingsClient();
    String topic = newTopic("\"on_no_subs\":\"drop\"");

    assertThat(client.publish(topic, "a")).isEmpty();
    assertThat(client.publishAll(topic, publications(2))).isEmpty();
    client.subscribe(topic);
    client.unsubscribe(topic);
    client.unsubscribe(topic);
    assertThatExceptionOfType(NotSubscribedException.class).isThrownBy(() -> client.status(topic));
  }
}

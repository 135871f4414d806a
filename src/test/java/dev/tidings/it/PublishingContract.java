package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.ids;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static dev.tidings.it.Contract.withPriority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Content;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a publication, and what does not become one. */
interface PublishingContract extends Contract {

  @Test
  default void message_ids_have_the_form_of_the_samples_and_grow() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");

    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add(client.publish(topic, "My data").toString());
    }
    client.publishAll(topic, publications("a", "b", "c")).forEach(id -> ids.add(id.toString()));

    assertThat(ids).allMatch(id -> id.matches("zpsm[0-9a-f]{24}"));
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  default void messages_of_the_samples_come_out_field_for_field() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.hasGd(false)));
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();

    client.publish(topic, "This is a sample message");
    client.publish(topic, "This is a sample message #2");

    GoldenMessages.assertLikeTheSamples(client.getMessagesAsJson(topic), topic, key);
  }

  @Test
  default void what_is_not_said_has_the_defaults() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();

    MessageId id = client.publish(topic, "Zürich");
    Message message = client.getMessages(topic).get(0);

    assertThat(message.msgId()).isEqualTo(id);
    assertThat(message.subKey()).isEqualTo(key);
    assertThat(message.topicName()).isEqualTo(topic);
    assertThat(message.priority()).isEqualTo(5);
    assertThat(message.hasGd()).isTrue();
    assertThat(message.size()).isEqualTo(7);
    assertThat(message.deliveryCount()).isZero();
    assertThat(message.mimeType()).isEqualTo("text/plain");
    assertThat(message.expiration().toMillis()).isEqualTo(2147483647000L);
    assertThat(message.serverName()).isNotEmpty();
    assertThat(message.serverPid()).isPositive();
    assertThat(TextField.values()).allSatisfy(field -> assertThat(message.text(field)).isEmpty());
    assertThat(message.attributes()).isEmpty();
  }

  @Test
  default void everything_that_is_said_comes_out_as_it_went_in() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();

    client.publish(
        topic,
        Contract.withEveryText(Publication.builder())
            .data(Content.json("{\"total\":12.50,\"lines\":[1,null,\"ä\"]}"))
            .priority(7)
            .expiration(Duration.ofMinutes(5))
            .mimeType("application/vnd.order+json")
            .extPubTime(Instant.parse("2018-07-04T19:58:08.020493Z"))
            .replyTo(key)
            .attribute("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .attribute("empty", "")
            .attribute("größe", "\"\\ \uD83D\uDE80")
            .build());
    Message message = client.getMessages(topic).get(0);

    assertThat(message.data())
        .isEqualTo(Content.json("{\"total\":12.50,\"lines\":[1,null,\"ä\"]}"));
    assertThat(message.priority()).isEqualTo(7);
    assertThat(message.expiration()).isEqualTo(Duration.ofMinutes(5));
    assertThat(message.expirationTime()).isEqualTo(message.pubTime().plusSeconds(300));
    assertThat(message.mimeType()).isEqualTo("application/vnd.order+json");
    Contract.assertEveryText(message);
    assertThat(message.extPubTime()).contains(Instant.parse("2018-07-04T19:58:08.020493Z"));
    assertThat(message.replyTo()).containsExactly(key);
    assertThat(message.attributes())
        .isEqualTo(
            Map.of(
                "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "empty",
                "",
                "größe",
                "\"\\ \uD83D\uDE80"));
  }

  @Test
  default void payloads_of_any_kind_come_back_to_the_byte() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<Content> payloads = Payloads.all();

    payloads.forEach(payload -> client.publish(topic, Publication.builder().data(payload).build()));
    List<Message> messages = new ArrayList<>(client.getMessages(topic));
    Collections.reverse(messages);

    assertThat(messages).hasSameSizeAs(payloads);
    for (int i = 0; i < payloads.size(); i++) {
      Content found = messages.get(i).data();
      assertThat(found.form()).as("payload " + i).isEqualTo(payloads.get(i).form());
      assertThat(found.toBytes()).as("payload " + i).isEqualTo(payloads.get(i).toBytes());
      assertThat(messages.get(i).size()).isEqualTo(payloads.get(i).size());
    }
  }

  @Test
  default void a_message_may_have_as_many_bytes_as_a_topic_can_take() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    Content text = Content.text("ü".repeat(524_288));
    Content bytes = Content.binary(new byte[1_048_576]);

    client.publish(topic, Publication.builder().data(text).build());
    client.publish(topic, Publication.builder().data(bytes).build());

    assertThat(client.getMessages(topic)).extracting(Message::data).containsExactly(bytes, text);
  }

  @Test
  default void higher_priority_comes_first_and_newest_first_within_one() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    for (int round = 1; round <= 2; round++) {
      for (int priority : new int[] {5, 1, 9, 3, 7, 2, 8, 4, 6}) {
        client.publish(topic, withPriority(priority, priority + "-" + round));
      }
    }

    assertThat(texts(client.getMessages(topic)))
        .containsExactly(
            "9-2", "9-1", "8-2", "8-1", "7-2", "7-1", "6-2", "6-1", "5-2", "5-1", "4-2", "4-1",
            "3-2", "3-1", "2-2", "2-1", "1-2", "1-1");
  }

  @Test
  default void guaranteed_delivery_is_as_the_publication_says_else_as_the_topic_does() {
    Stage stage = stage();
    String guaranteed = name(stage.topic("guaranteed", settings -> settings.hasGd(true)));
    String fast = name(stage.topic("fast", settings -> settings.hasGd(false)));
    ContractClient client = stage.client("client");

    for (String topic : List.of(guaranteed, fast)) {
      client.subscribe(topic);
      client.publish(topic, "as the topic says");
      client.publish(topic, Publication.builder().data("yes").hasGd(true).build());
      client.publish(topic, Publication.builder().data("no").hasGd(false).build());
    }

    assertThat(client.getMessages(guaranteed))
        .extracting(Message::hasGd)
        .containsExactly(false, true, true);
    assertThat(client.getMessages(fast))
        .extracting(Message::hasGd)
        .containsExactly(false, true, false);
  }

  @Test
  default void a_message_may_be_as_large_as_the_topic_says_and_not_a_byte_more() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxMessageSize(10)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    client.publish(topic, "ä".repeat(5));
    assertRefused(ErrorType.MESSAGE_TOO_LARGE, () -> client.publish(topic, "ä".repeat(5) + "x"));

    assertThat(client.depth(topic)).isEqualTo(1);
  }

  @Test
  default void an_inactive_topic_takes_nothing_and_still_hands_out() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    client.publish(name(topic), "before");
    TopicDetails inactive = stage.change(topic, settings -> settings.isActive(false));

    assertRefused(ErrorType.TOPIC_INACTIVE, () -> client.publish(name(topic), "during"));
    assertThat(texts(client.getMessages(name(topic)))).containsExactly("before");

    stage.change(inactive, settings -> settings.isActive(true));
    client.publish(name(topic), "after");

    assertThat(texts(client.getMessages(name(topic)))).containsExactly("after");
  }
}

package dev.tidings.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.fixture.Golden;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.MessageJson;
import dev.tidings.transport.json.PublicationJson;
import dev.tidings.transport.json.ReceiveJson;
import dev.tidings.transport.json.SettlementJson;
import jakarta.ws.rs.core.GenericType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The classes of requests and responses with the JSON libraries of users, against the server's. */
class JsonLibrariesTest {
  private static final String ID = "zpsmc53c2e078eafd1c476b49623";
  private static final String KEY = "zpsk.rest.6b0b83ebea3f6e6a64e8e73f";
  private static final String RECEIPT = "AAAAAAAAAAF7b5mUF1sXGgAA";
  private static final Instant TIME = Instant.parse("2018-07-04T19:58:08.020493Z");

  @ParameterizedTest
  @EnumSource
  void the_server_reads_a_publication(JsonLibrary library) throws Exception {
    Publication publication =
        new Publication(new Order("pear", 3))
            .setPriority(9)
            .expireAfter(Duration.ofMinutes(1))
            .setMimeType("application/vnd.order+json")
            .setHasGd(true)
            .setCorrelId("c")
            .setInReplyTo("r")
            .setExtClientId("e")
            .setSubject("Ä")
            .setTraceparent("00-1")
            .setExtPubTime(TIME)
            .attribute("a", "1")
            .setMsgId(ID)
            .setDeliverTo(List.of(KEY))
            .delayBy(Duration.ofSeconds(5))
            .setReplyTo(List.of(KEY));

    dev.tidings.api.Publication read = one(library.write(publication));

    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(
            dev.tidings.api.Publication.builder()
                .data(Content.json("{\"fruit\":\"pear\",\"number\":3}"))
                .priority(9)
                .expiration(Duration.ofMinutes(1))
                .mimeType("application/vnd.order+json")
                .hasGd(true)
                .correlId("c")
                .inReplyTo("r")
                .extClientId("e")
                .subject("Ä")
                .traceparent("00-1")
                .extPubTime(TIME)
                .attribute("a", "1")
                .msgId(MessageId.of(ID))
                .deliverTo(SubscriptionKey.of(KEY))
                .deliverAfter(Duration.ofSeconds(5))
                .replyTo(SubscriptionKey.of(KEY))
                .endpoint("demo")
                .build());
  }

  @ParameterizedTest
  @EnumSource
  void what_a_publication_does_not_say_is_not_sent(JsonLibrary library) throws Exception {
    String json = library.write(new Publication("Two apples"));

    assertThat(json).isEqualTo("{\"data\":\"Two apples\"}");
    assertThat(library.read(json, Publication.class).getData()).isEqualTo("Two apples");
    assertThat(library.write(new PublicationBatch(List.of(new Publication("a")))))
        .isEqualTo("{\"messages\":[{\"data\":\"a\"}]}");
    assertThat(library.write(new ReceiveRequest())).isEqualTo("{}");
  }

  private static dev.tidings.api.Publication one(String json) {
    return PublicationJson.read(json.getBytes(UTF_8), "demo").publications().get(0);
  }

  @ParameterizedTest
  @EnumSource
  void the_server_reads_receives_and_settlements(JsonLibrary library) throws Exception {
    ReceiveRequest receive =
        new ReceiveRequest()
            .setMax(7)
            .setLease(Duration.ofMinutes(90))
            .setWait(Duration.ofMillis(1_500))
            .setAcknowledge(List.of(RECEIPT));
    SettlementRequest all = new SettlementRequest(List.of(RECEIPT));
    SettlementRequest reject =
        new SettlementRequest(List.of(RECEIPT)).setDelay(Duration.ofHours(1)).setReason("why");
    SettlementRequest extend =
        new SettlementRequest(List.of(RECEIPT)).setLease(Duration.ofMinutes(5));

    ReceiveJson.Receive read = ReceiveJson.read(bytes(library, receive));
    ReceiveOptions options = read.options();

    assertThat(options.max()).isEqualTo(7);
    assertThat(options.lease()).contains(Duration.ofMinutes(90));
    assertThat(options.waiting()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(read.acknowledge()).contains(List.of(Receipt.of(RECEIPT)));
    assertThat(SettlementJson.readAcknowledge(bytes(library, all)))
        .containsExactly(Receipt.of(RECEIPT));
    assertThat(SettlementJson.readReject(bytes(library, reject)).rejection().delay())
        .contains(Duration.ofHours(1));
    assertThat(SettlementJson.readExtend(bytes(library, extend)).lease())
        .contains(Duration.ofMinutes(5));
    assertThat(library.read(library.write(receive), ReceiveRequest.class))
        .usingRecursiveComparison()
        .isEqualTo(receive);
  }

  private static byte[] bytes(JsonLibrary library, Object value) throws Exception {
    return library.write(value).getBytes(UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void messages_of_the_server_are_read_with_their_payload(JsonLibrary library) throws Exception {
    String json = "{\"messages\":" + delivered() + ",\"next\":\"n\",\"newer\":[1]}";

    Messages<Order> messages = library.read(json, new GenericType<Messages<Order>>() {}.getType());

    assertThat(messages.getNext()).isEqualTo("n");
    assertThat(messages.getMessages())
        .singleElement()
        .usingRecursiveComparison()
        .isEqualTo(expected(new Order("pear", 3)));
  }

  @ParameterizedTest
  @EnumSource
  void messages_of_any_kind_are_read_as_objects(JsonLibrary library) throws Exception {
    String json = "{\"messages\":" + delivered() + "}";

    Messages<Object> messages =
        library.read(json, new GenericType<Messages<Object>>() {}.getType());

    Message<Object> message = messages.getMessages().get(0);
    assertThat(message.getData()).isInstanceOf(Map.class);
    assertThat(message.extPubTime()).contains(TIME);
    assertThat(message).hasToString(ID + " of /demo/orders");
    assertThat(
            library
                .read(library.write(message), new GenericType<Message<Object>>() {}.getType())
                .toString())
        .isEqualTo(message.toString());
  }

  /** The same with the client's own reader, which keeps the JSON as it is. */
  @ParameterizedTest
  @EnumSource
  void the_client_reads_the_same(JsonLibrary library) {
    byte[] body = ("{\"messages\":" + delivered() + ",\"next\":\"n\"}").getBytes(UTF_8);

    Messages<dev.tidings.client.Content> messages = MessageReader.read(body, library.mapper());

    Message<dev.tidings.client.Content> message = messages.getMessages().get(0);
    assertThat(message.getData().asString()).isEqualTo("{\"fruit\":\"pear\",\"number\":3}");
    assertThat(message.getData().as(Order.class)).hasToString("3 pear");
    assertThat(message)
        .usingRecursiveComparison()
        .ignoringFields("data")
        .isEqualTo(expected(new Order("pear", 3)));
  }

  private static String delivered() {
    dev.tidings.api.Publication publication =
        dev.tidings.api.Publication.builder()
            .data(Content.json("{\"fruit\":\"pear\",\"number\":3}"))
            .priority(9)
            .correlId("c")
            .inReplyTo("r")
            .extClientId("e")
            .subject("Ä")
            .traceparent("00-1")
            .extPubTime(TIME)
            .attribute("a", "1")
            .replyTo(SubscriptionKey.of(KEY))
            .build();
    dev.tidings.api.Message message =
        dev.tidings.api.Message.builder()
            .msgId(MessageId.of(ID))
            .publication(publication)
            .topicName("/demo/orders")
            .subKey(SubscriptionKey.of(KEY))
            .pubTime(TIME)
            .expiration(Duration.ofMinutes(1))
            .hasGd(true)
            .deliveryCount(2)
            .server("server1", 19218)
            .lease(Receipt.of(RECEIPT), TIME.plusSeconds(30))
            .build();
    return new String(JsonOutput.bytes(json -> MessageJson.write(json, List.of(message))), UTF_8);
  }

  private static Message<Order> expected(Order order) {
    Message<Order> message = new Message<>();
    message.setMsgId(ID);
    message.setTopicName("/demo/orders");
    message.setData(order);
    message.setMimeType("application/json");
    message.setSize(27);
    message.setPriority(9);
    message.setHasGd(true);
    message.setPubTime(TIME);
    message.setExpirationTime(TIME.plusSeconds(60));
    message.setExpiration(60_000);
    message.setCorrelId("c");
    message.setInReplyTo("r");
    message.setExtClientId("e");
    message.setSubject("Ä");
    message.setTraceparent("00-1");
    message.setExtPubTimeIso("2018-07-04T19:58:08.020493");
    message.setAttributes(Map.of("a", "1"));
    message.setReplyToSk(List.of(KEY));
    message.setDeliveryCount(2);
    message.setServerName("server1");
    message.setServerPid(19218);
    message.setSubKey(KEY);
    message.setReceipt(RECEIPT);
    message.setLeasedUntil(TIME.plusSeconds(30));
    return message;
  }

  @ParameterizedTest
  @EnumSource
  void other_responses_are_read(JsonLibrary library) throws Exception {
    Problem problem = library.read(Golden.json("problem-of-input"), Problem.class);
    Problem full = library.read(Golden.json("problem-of-a-full-queue"), Problem.class);
    Subscription subscription =
        library.read(
            "{\"sub_key\":\"k\",\"topic_name\":\"/a\",\"queue_depth\":1,\"leased\":2,"
                + "\"delayed\":3,\"dead_letters\":4,\"oldest_age_ms\":5}",
            Subscription.class);
    SettlementResults results =
        library.read(
            "{\"results\":[{\"receipt\":\"r\",\"result\":\"done\"},"
                + "{\"receipt\":\"s\",\"result\":\"expired\"}]}",
            SettlementResults.class);

    assertThat(problem.getErrors()).extracting(FieldError::getField).first().isEqualTo("priority");
    assertThat(problem.getStatus()).isEqualTo(400);
    assertThat(full.getRetryAfterMs()).isEqualTo(1_500);
    assertThat(full.getCode()).isEqualTo("queue-full");
    assertThat(subscription.getOldestAgeMs()).isEqualTo(5);
    assertThat(subscription.getDeadLetters()).isEqualTo(4);
    assertThat(subscription.getSubKey()).isEqualTo("k");
    assertThat(results.getResults())
        .extracting(SettlementResult::done)
        .containsExactly(true, false);
    assertThat(library.read("{\"msg_id\":\"a\"}", Published.class).getMsgId()).isEqualTo("a");
    assertThat(library.read("{\"msg_ids\":[\"a\",null]}", Published.class).getMsgIds())
        .containsExactly("a", null);
    assertThat(Optional.ofNullable(library.read("{}", Published.class).getMsgId())).isEmpty();
  }
}

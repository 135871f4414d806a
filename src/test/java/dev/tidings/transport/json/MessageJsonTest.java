package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Content;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.fixture.Golden;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MessageJsonTest {

  @Test
  void a_message_has_the_fields_names_and_order_that_clients_know() {
    Message message = message(Publication.of("This is a sample message #2")).build();

    assertThat(json(List.of(message))).isEqualTo(Golden.json("message-of-the-seed"));
  }

  @Test
  void what_a_publisher_added_comes_last_and_bytes_come_in_base64() {
    Publication publication =
        Publication.builder()
            .data(new byte[] {0, 1, -1})
            .priority(9)
            .correlId("correl \"1\"")
            .inReplyTo("zpsm0123")
            .extClientId("ü😀")
            .subject("Order 17")
            .traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .extPubTime(Instant.parse("2018-07-04T00:00:00Z"))
            .attribute("traceparent", "00-1-2-01")
            .attribute("a", "1")
            .replyTo(SubscriptionKey.of("zpsk.rest.76543210fedcba9876543210"))
            .build();
    Message message =
        message(publication).hasGd(true).deliveryCount(2).expiration(Duration.ofMinutes(1)).build();

    assertThat(json(List.of(message))).isEqualTo(Golden.json("message-with-everything"));
  }

  @Test
  void clients_of_zato_also_hear_when_the_broker_received_a_message_and_have_no_other_times() {
    Publication publication = Publication.builder().data("x").attribute("a", "1").build();
    Message message = message(publication).build();

    String ours = json(List.of(message));
    byte[] theirs =
        JsonOutput.bytes(json -> MessageJson.writeCompatible(json, List.of(message, message)));

    String more = "\"recv_time_iso\":\"2018-07-04T19:58:08.020493\",";
    String zoned =
        ",\"pub_time\":\"2018-07-04T19:58:08.020493Z\""
            + ",\"expiration_time\":\"2086-07-22T23:12:15.020493Z\"";
    String one = ours.substring(1, ours.length() - 1).replace(zoned, "");
    String with = one.replace("\"attributes\"", more + "\"attributes\"");
    assertThat(ours).contains(zoned).doesNotContain("recv_time_iso");
    assertThat(new String(theirs, UTF_8)).isEqualTo("[" + with + "," + with + "]");
  }

  @Test
  void the_end_of_a_lease_comes_in_both_forms() {
    Receipt receipt = Receipt.of("AAAAAAAAAAF7b5mUF1sXGgAA");
    Instant end = Instant.parse("2018-07-04T19:58:38.5Z");

    assertThat(json(List.of(message(Publication.of("x")).lease(receipt, end).build())))
        .endsWith(
            ",\"receipt\":\"AAAAAAAAAAF7b5mUF1sXGgAA\""
                + ",\"leased_until_iso\":\"2018-07-04T19:58:38.500000\""
                + ",\"leased_until\":\"2018-07-04T19:58:38.500000Z\"}]");
  }

  @Test
  void json_is_passed_on_as_a_value() {
    Content content = Content.json("{\"a\":[1,2.50,\"é\",null]}");
    Message message = message(Publication.builder().data(content).build()).build();

    assertThat(json(List.of(message))).isEqualTo(Golden.json("message-of-json"));
  }

  @Test
  void no_messages_are_an_empty_list() {
    assertThat(json(List.of())).isEqualTo("[]");
  }

  @Test
  void very_many_messages_go_out_in_small_pieces() {
    Message message = message(Publication.of("x".repeat(1_000))).build();
    AtomicLong longest = new AtomicLong();
    AtomicLong total = new AtomicLong();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int octet) {
            total.incrementAndGet();
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            total.addAndGet(length);
            longest.accumulateAndGet(length, Math::max);
          }
        };

    JsonOutput json = new JsonOutput(out);
    MessageJson.write(json, Collections.nCopies(60_000, message));
    json.flush();

    assertThat(total.get()).isGreaterThan(60_000_000);
    assertThat(longest.get()).isLessThanOrEqualTo(8_192);
  }

  private static String json(List<Message> messages) {
    return new String(JsonOutput.bytes(json -> MessageJson.write(json, messages)), UTF_8);
  }

  private static Message.Builder message(Publication publication) {
    return Message.builder()
        .msgId(MessageId.of("zpsmc53c2e078eafd1c476b49623"))
        .publication(publication)
        .topicName("/zato/demo/sample")
        .subKey(SubscriptionKey.of("zpsk.rest.6b0b83ebea3f6e6a64e8e73f"))
        .pubTime(Instant.parse("2018-07-04T19:58:08.020493Z"))
        .expiration(Publication.MAX_EXPIRATION)
        .server("server1", 19218);
  }
}

package dev.tidings.transport.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Content;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFormatTest {

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":\n1}", "{\"a\":\r1}", "{\"a\":\r\n\"ä\"}", "[1,\n\n2]"})
  void json_with_line_breaks_becomes_one_line(String json) {
    String written = text(EventFormat.NDJSON, message(json));

    String line = written.substring(0, written.length() - 1);
    assertThat(written).endsWith("\n");
    assertThat(line).doesNotContain("\n", "\r").contains(json.replaceAll("[\r\n]", " "));
  }

  @Test
  void an_event_has_the_id_and_one_line_of_data() {
    Message message = message("{\"a\":\n1}");

    assertThat(text(EventFormat.SERVER_SENT_EVENTS, message))
        .startsWith("id: " + message.msgId() + "\ndata: {")
        .endsWith("}\n\n")
        .contains("{\"a\": 1}");
  }

  private static String text(EventFormat format, Message message) {
    return new String(format.bytes(List.of(message)), UTF_8);
  }

  private static Message message(String json) {
    return Message.builder()
        .msgId(MessageId.of("zpsm000000000000000000000001"))
        .publication(Publication.builder().data(Content.json(json)).endpoint("rest").build())
        .topicName("/demo/orders")
        .subKey(SubscriptionKey.of("zpsk.rest.0123456789abcdef01234567"))
        .pubTime(Instant.EPOCH)
        .expiration(Duration.ofDays(1))
        .hasGd(true)
        .server("node", 1)
        .deliveryCount(1)
        .build();
  }
}

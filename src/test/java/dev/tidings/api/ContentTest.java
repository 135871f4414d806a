package dev.tidings.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a message says, as objects of its receivers. */
class ContentTest {
  private static final MessageId ID = MessageId.of("zpsmc53c2e078eafd1c476b49623");

  /** What an application publishes and receives. */
  public static class Order {
    public String fruit;
    public int number;
    public Instant placed;

    static Order pears() {
      Order order = new Order();
      order.fruit = "pear";
      order.number = 3;
      order.placed = Instant.parse("2018-07-04T19:58:08.020493Z");
      return order;
    }
  }

  @Test
  void an_object_comes_back_as_it_was_published() {
    Publication publication = Publication.builder().data(Order.pears()).build();

    Order received = message(publication.data()).data().as(Order.class);

    assertThat(received).usingRecursiveComparison().isEqualTo(Order.pears());
  }

  @Test
  void objects_come_as_any_type_that_json_b_knows() {
    Content content = Content.json("[{\"fruit\":\"pear\"},{\"fruit\":\"plum\"}]");
    Type orders = new ArrayList<Order>() {}.getClass().getGenericSuperclass();

    List<Order> read = content.as(orders);

    assertThat(read).extracting(order -> order.fruit).containsExactly("pear", "plum");
    assertThat(content.as(Order[].class)).hasSize(2);
    assertThat(content.as(JsonValue.class)).isInstanceOf(JsonValue.class);
    assertThat(Content.json("{\"a\":1}").as(JsonObject.class).getInt("a")).isEqualTo(1);
    assertThat(Content.json("17").as(int.class)).isEqualTo(17);
    assertThat(Content.json("null").as(Order.class)).isNull();
  }

  @Test
  void json_that_was_sent_as_text_or_bytes_is_read_too() {
    String json = "{\"fruit\":\"Ä\"}";

    assertThat(Content.text(json).as(Order.class).fruit).isEqualTo("Ä");
    assertThat(Content.binary(json.getBytes(UTF_8)).as(Order.class).fruit).isEqualTo("Ä");
  }

  @Test
  void text_and_bytes_need_no_reading() {
    assertThat(Content.text("{").as(String.class)).isEqualTo("{");
    assertThat(Content.json("{ }").as(String.class)).isEqualTo("{ }");
    assertThat(Content.binary(new byte[] {0, -1}).as(String.class)).isEqualTo("AP8=");
    assertThat(Content.binary(new byte[] {0, -1}).as(byte[].class)).containsExactly(0, -1);
  }

  @Test
  void data_that_does_not_fit_is_refused_with_the_message_and_the_type() {
    Content content = message(Content.json("{\"number\":\"many\"}")).data();

    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> content.as(Order.class))
        .withMessageStartingWith(
            "The data of message "
                + ID
                + " (JSON, 17 bytes) cannot be read as dev.tidings.api.ContentTest$Order: ")
        .matches(refusal -> refusal.type() == ErrorType.INVALID_INPUT)
        .matches(refusal -> refusal.getCause() != null);
    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> Content.text("pear").as(Order.class))
        .withMessageStartingWith("The data (TEXT, 4 bytes) cannot be read as ");
  }

  @Test
  void the_data_of_a_message_equals_what_was_published() {
    Content content = Content.text("a");

    assertThat(message(content).data()).isEqualTo(content).hasSameHashCodeAs(content);
  }

  private static Message message(Content data) {
    return Message.builder()
        .msgId(ID)
        .publication(Publication.builder().data(data).build())
        .topicName("/demo/orders")
        .pubTime(Instant.EPOCH)
        .expiration(Duration.ofMinutes(1))
        .build();
  }
}

package dev.tidings.transport.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.Content;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PayloadReaderTest {
  private static final String ORDER = "{\"item\":\"ink\",\"amount\":2}";

  private final PayloadReader reader = new PayloadReader();

  @BeforeEach
  void begin() {
    reader.begin();
  }

  @Test
  void json_text_and_bytes_are_read_as_an_object() throws Exception {
    for (Content data :
        new Content[] {
          Content.json(ORDER), Content.text(ORDER), Content.binary(ORDER.getBytes(UTF_8))
        }) {
      SomeOrder order = (SomeOrder) reader.read(data, SomeOrder.class);

      assertThat(order.item).isEqualTo("ink");
      assertThat(order.amount).isEqualTo(2);
    }
  }

  @Test
  void json_is_read_as_a_json_value() throws Exception {
    JsonValue expected = Json.createObjectBuilder().add("item", "ink").add("amount", 2).build();

    assertThat(reader.read(Content.json(ORDER), JsonObject.class)).isEqualTo(expected);
    assertThat(reader.read(Content.json(ORDER), JsonValue.class)).isEqualTo(expected);
  }

  @Test
  void text_and_bytes_are_what_they_are() throws Exception {
    assertThat(reader.read(Content.text("a < b"), String.class)).isEqualTo("a < b");
    assertThat(reader.read(Content.json(ORDER), String.class)).isEqualTo(ORDER);
    assertThat(reader.read(Content.binary(new byte[] {1, 2}), byte[].class))
        .isEqualTo(new byte[] {1, 2});
    assertThat(reader.read(Content.text("x"), Content.class)).isEqualTo(Content.text("x"));
  }

  @Test
  void the_json_value_null_is_null() throws Exception {
    assertThat(reader.read(Content.json("null"), SomeOrder.class)).isNull();
  }

  @Test
  void what_is_something_else_is_unreadable() {
    for (String data : new String[] {"not JSON", "", "[1]", "{\"amount\":\"many\"}"}) {
      assertThatThrownBy(() -> reader.read(Content.text(data), SomeOrder.class))
          .as(data)
          .isInstanceOf(PayloadReader.UnreadableException.class)
          .hasMessageStartingWith("The data cannot be read as " + SomeOrder.class.getName() + ": ");
    }
  }
}

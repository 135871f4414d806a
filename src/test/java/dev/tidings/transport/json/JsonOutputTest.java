package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class JsonOutputTest {

  @Test
  void commas_stand_between_values_only() {
    byte[] json =
        JsonOutput.bytes(
            out ->
                out.object(
                    fields ->
                        fields
                            .field("a", 1)
                            .name("b")
                            .array(
                                array -> array.array(x -> {}).object(x -> {}).text("").number(-1))
                            .field("c", true)
                            .name("d")
                            .verbatim("{\"é\":1}".getBytes(UTF_8))
                            .name("e")
                            .verbatim("null")));

    assertThat(new String(json, UTF_8))
        .isEqualTo("{\"a\":1,\"b\":[[],{},\"\",-1],\"c\":true,\"d\":{\"é\":1},\"e\":null}");
  }

  @Test
  void what_is_special_in_json_is_escaped() {
    byte[] json = JsonOutput.bytes(out -> out.text("\"\\\n\r\t\b\u0000\u007f/\ud800x\udc00"));

    assertThat(new String(json, UTF_8))
        .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0008\\u0000\\u007f/\\ud800x\\udc00\"");
  }

  @Test
  void every_character_of_ascii_has_its_form() {
    StringBuilder text = new StringBuilder();
    StringBuilder expected = new StringBuilder("\"");
    for (char letter = 0; letter < 0x80; letter++) {
      text.append(letter);
      expected.append(
          switch (letter) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                letter < ' ' || letter == 0x7F
                    ? "\\u%04x".formatted((int) letter)
                    : String.valueOf(letter);
          });
    }
    String all = text.toString();

    assertThat(new String(JsonOutput.bytes(out -> out.text(all)), UTF_8))
        .isEqualTo(expected.append('"').toString());
    assertThat(JsonOutput.bytes(out -> out.text(all.getBytes(UTF_8))))
        .isEqualTo(JsonOutput.bytes(out -> out.text(all)));
    assertThat(JsonOutput.bytes(out -> out.object(fields -> fields.field(all, all))))
        .isEqualTo(("{" + expected + ":" + expected + "}").getBytes(UTF_8));
  }

  /** The buffer of the library has 8000 bytes, which a character of four bytes may straddle. */
  @Test
  void half_of_a_surrogate_pair_is_escaped_wherever_it_stands() {
    for (int letters = 7_990; letters < 8_010; letters++) {
      String text = "x".repeat(letters) + "\ud83d\ude00\ud83d\ude00\ude00y\ud83d";
      String expected = text.replace("\ude00\ude00y\ud83d", "\ude00\\ude00y\\ud83d");

      byte[] json = JsonOutput.bytes(out -> out.text(text));

      assertThat(new String(json, UTF_8)).isEqualTo('"' + expected + '"');
    }
  }

  @Test
  void a_target_that_fails_is_told() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatThrownBy(() -> JsonOutput.write(broken, out -> out.text("x")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("gone");
    assertThatThrownBy(() -> JsonOutput.write(broken, out -> out.text("x".repeat(100_000))))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("gone");
  }

  @Test
  void any_text_comes_back_as_it_was() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int round = 0; round < 300; round++) {
      String text = text(random);

      byte[] json = JsonOutput.bytes(out -> out.array(array -> array.text(text)));

      try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
        assertThat(reader.readArray().getString(0)).isEqualTo(text);
      }
    }
  }

  @Test
  void a_text_in_utf_8_is_written_as_the_same_text() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int round = 0; round < 300; round++) {
      // Some are longer than the buffer.
      String text = text(random).repeat(random.nextInt(100));

      byte[] json = JsonOutput.bytes(out -> out.array(all -> all.text(text.getBytes(UTF_8))));

      assertThat(json).isEqualTo(JsonOutput.bytes(out -> out.array(all -> all.text(text))));
    }
  }

  @Test
  void values_longer_than_the_buffer_keep_their_place() {
    String letters = "é".repeat(10_000);

    byte[] json =
        JsonOutput.bytes(
            out -> out.array(all -> all.number(1).verbatim(letters.getBytes(UTF_8)).number(2)));

    assertThat(new String(json, UTF_8)).isEqualTo("[1," + letters + ",2]");
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(200);
    for (int at = 0; at < length; at++) {
      int bits = 1 + random.nextInt(20);
      int codePoint = random.nextInt(1 << bits) % (Character.MAX_CODE_POINT + 1);
      text.appendCodePoint(Character.getType(codePoint) == Character.SURROGATE ? 'x' : codePoint);
    }
    return text.toString();
  }
}

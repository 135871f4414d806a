package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeReaderTest {

  @Test
  void every_kind_of_value_comes_as_it_was_sent() {
    Map<String, JsonTree> fields =
        read(
            "{\"t\":\"\\u00e9\\n\",\"n\":-1.50E+3,\"b\":true,\"z\":null,\"l\":[1,\"x\"],\"o\":{\"k\":false}}");

    assertThat(fields)
        .containsEntry("t", new JsonTree.Text("é\n"))
        .containsEntry("n", new JsonTree.Numeral("-1.50E+3"))
        .containsEntry("b", new JsonTree.Truth(true))
        .containsEntry("z", new JsonTree.Nothing())
        .containsEntry(
            "l", new JsonTree.Items(List.of(new JsonTree.Numeral("1"), new JsonTree.Text("x"))))
        .containsEntry("o", new JsonTree.Members(Map.of("k", new JsonTree.Truth(false))));
  }

  @Test
  void data_is_kept_as_json_without_white_space() {
    Map<String, JsonTree> fields =
        read("{ \"data\" : { \"a\" : [ 1.10 , \"\\u0007 \\u00e9 \\/\" , { } ] } }");

    assertThat(fields)
        .containsEntry("data", new JsonTree.Verbatim("{\"a\":[1.10,\"\\u0007 é /\",{}]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "[]",
        "1",
        "\"x\"",
        "null",
        "true",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1} x",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1}]",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":tru}",
        "{\"a\":[1,]}",
        "{\"a\":[1",
        "/* x */ {}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":\"x}",
        "\u0000{}",
        "{}\u0000"
      })
  void what_is_no_json_object_is_refused(String body) {
    assertThat(refusal(body.getBytes(UTF_8)))
        .singleElement()
        .extracting(Violation::field)
        .isEqualTo("body");
  }

  static Stream<byte[]> other_encodings() {
    return Stream.of(
        "{\"a\":1}".getBytes(UTF_16),
        "{\"a\":1}".getBytes(UTF_16LE),
        "\uFEFF{\"a\":1}".getBytes(UTF_8),
        "{\"a\":\"é\"}".getBytes(ISO_8859_1),
        new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
        new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'});
  }

  @ParameterizedTest
  @MethodSource("other_encodings")
  void anything_but_plain_utf8_is_refused(byte[] body) {
    assertThat(refusal(body)).singleElement().extracting(Violation::field).isEqualTo("body");
  }

  @Test
  void a_syntax_error_is_told_with_its_place() {
    assertThat(refusal("{\"a\":1,\n\"b\":x}".getBytes(UTF_8)).get(0).rule())
        .contains("line 2, column");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":01}   | 7
          {"a":1,}   | 8
          {"a" 1}    | 6
          {'a':1}    | 2
          {} {}      | 4
          {}]        | 3
          """)
  void the_place_is_that_of_the_first_character_that_is_wrong(String body, int column) {
    assertThat(refusal(body.getBytes(UTF_8)))
        .extracting(Violation::toString)
        .containsExactly("body must be one JSON value; it breaks at line 1, column " + column);
  }

  @Test
  void what_comes_after_the_value_is_told_as_what_is_wrong_in_it() {
    assertThat(refusal("{\"a\":1}\n\"b\"".getBytes(UTF_8)))
        .extracting(Violation::toString)
        .singleElement()
        .asString()
        .startsWith("body must be one JSON value; it breaks at line 2, column ");
  }

  @Test
  void names_and_texts_may_be_as_long_as_the_body() {
    String large = "x".repeat(300_000);

    assertThat(read("{\"%s\":\"%s\"}".formatted(large, large)))
        .containsEntry(large, new JsonTree.Text(large));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "data"})
  void nesting_ends_at_64_levels(String field) {
    String fits = nested(field, 63);
    String tooDeep = nested(field, 64);

    assertThat(read(fits)).containsKey(field);
    assertThat(refusal(tooDeep.getBytes(UTF_8)).get(0).rule()).contains("64 levels");
  }

  @Test
  void a_hundred_thousand_open_brackets_are_refused_without_harm() {
    String body = "{\"data\":" + "[".repeat(100_000);

    assertThat(refusal(body.getBytes(UTF_8)).get(0).rule()).contains("64 levels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "{\"a\":%s}", "{\"data\":%s}"})
  void an_object_has_at_most_256_fields(String frame) {
    assertThat(read(frame.formatted(object(256)))).isNotEmpty();
    assertThat(refusal(frame.formatted(object(257)).getBytes(UTF_8)).get(0).rule())
        .contains("256 fields");
  }

  @Test
  void a_body_of_very_many_values_is_refused() {
    String body = "{\"a\":[" + "1,".repeat(100_000) + "1]}";

    assertThat(refusal(body.getBytes(UTF_8)).get(0).rule()).contains("100000");
  }

  @Test
  void data_may_have_very_many_values() {
    String body = "{\"data\":[" + "1,".repeat(200_000) + "1]}";

    assertThat(read(body)).containsKey("data");
  }

  @Test
  void keys_of_equal_hash_codes_do_no_harm() {
    String keys =
        IntStream.range(0, 256)
            .mapToObj(
                i -> "\"" + "AaAaAaAaAaAaAaAa".substring(2 * Integer.bitCount(i)) + i + "\":1")
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(read(keys)).hasSize(256);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}|a",
        "{\"a\":{\"b\":1,\"b\":1}}|a.b",
        "{\"a\":[{\"b\":1,\"b\":1}]}|a[0].b",
        "{\"data\":{\"b\":1,\"b\":1}}|data.b",
        "{\"data\":[0,{\"b\":1,\"b\":1}]}|data[1].b"
      })
  void a_field_that_is_there_twice_is_named(String bodyAndField) {
    String body = bodyAndField.substring(0, bodyAndField.indexOf('|'));
    String field = bodyAndField.substring(bodyAndField.indexOf('|') + 1);

    assertThat(violations(body)).containsExactly(field + " must not be there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "data"})
  void a_number_has_at_most_64_characters(String field) {
    String fits = "1".repeat(64);

    assertThat(violations("{\"" + field + "\":" + fits + "}")).isEmpty();
    assertThat(violations("{\"" + field + "\":[1" + fits + "]}"))
        .singleElement()
        .asString()
        .startsWith(field + "[0] ");
  }

  @Test
  void a_monstrous_exponent_is_only_passed_on() {
    assertThat(read("{\"data\":[1e999999999]}"))
        .containsEntry("data", new JsonTree.Verbatim("[1e999999999]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\ud800\"}",
        "{\"a\":[\"x\\udc00\"]}",
        "{\"data\":{\"b\":\"\\ud800x\"}}",
        "{\"\\ud800\":1}"
      })
  void half_of_a_surrogate_pair_is_refused(String body) {
    assertThat(violations(body)).singleElement().asString().contains("surrogate");
  }

  @Test
  void a_whole_surrogate_pair_is_a_character() {
    assertThat(read("{\"a\":\"\\ud83d\\ude00\"}")).containsEntry("a", new JsonTree.Text("😀"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\"",
        "a\"b",
        "\\",
        "\\a\\\\b\\",
        "é",
        "aéb\n",
        "\t\na",
        "😀",
        "x😀y",
        "é😀\"😀é",
        "\u0000end",
        "a\u007fb\u0080c",
        "</script>",
        "\u2028 and \u2029"
      })
  void a_text_in_what_is_passed_on_stays_itself(String text) {
    String list = jakarta.json.Json.createArrayBuilder().add(text).build().toString();

    JsonTree data = read("{\"data\":%s}".formatted(list)).get("data");

    try (jakarta.json.JsonReader passedOn =
        jakarta.json.Json.createReader(new StringReader(((JsonTree.Verbatim) data).json()))) {
      assertThat(passedOn.readArray().getString(0)).isEqualTo(text);
    }
  }

  private static Map<String, JsonTree> read(String body) {
    Violations violations = new Violations();
    Map<String, JsonTree> fields = JsonTreeReader.object(body.getBytes(UTF_8), violations);
    violations.throwIfAny();
    return fields;
  }

  private static List<String> violations(String body) {
    Violations violations = new Violations();
    JsonTreeReader.object(body.getBytes(UTF_8), violations);
    TidingsException exception =
        catchThrowableOfType(TidingsException.class, violations::throwIfAny);
    return exception == null
        ? List.of()
        : exception.violations().stream().map(Violation::toString).toList();
  }

  private static List<Violation> refusal(byte[] body) {
    TidingsException exception =
        catchThrowableOfType(
            TidingsException.class, () -> JsonTreeReader.object(body, new Violations()));
    assertThat(exception.type()).isEqualTo(ErrorType.INVALID_INPUT);
    return exception.violations();
  }

  private static String nested(String field, int levels) {
    return "{\"" + field + "\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }

  private static String object(int keys) {
    return IntStream.range(0, keys)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }
}

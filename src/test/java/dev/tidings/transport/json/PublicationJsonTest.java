package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import dev.tidings.fixture.Golden;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationJsonTest {
  private static final String ENDPOINT = "shop";

  @Test
  void every_field_arrives() {
    Publication publication = one(Golden.json("publish-request"));

    assertThat(publication.data()).isEqualTo(Content.json("{\"order\":17,\"total\":12.50}"));
    assertThat(publication.priority()).isEqualTo(9);
    assertThat(publication.expiration()).contains(Duration.ofMinutes(1));
    assertThat(publication.mimeType()).isEqualTo("application/vnd.order+json");
    assertThat(publication.correlId()).contains("correl-1");
    assertThat(publication.inReplyTo()).contains("zpsm0123");
    assertThat(publication.extClientId()).contains("client-1");
    assertThat(publication.extPubTime()).contains(Instant.parse("2018-07-04T19:58:08.020493Z"));
    assertThat(publication.hasGd()).contains(true);
    assertThat(publication.msgId()).contains(MessageId.of("zpsm0123456789abcdef01234567"));
    assertThat(publication.deliverTo())
        .containsExactly(SubscriptionKey.of("zpsk.rest.0123456789abcdef01234567"));
    assertThat(publication.replyTo())
        .containsExactly(SubscriptionKey.of("zpsk.rest.76543210fedcba9876543210"));
    assertThat(publication.attributes()).containsEntry("traceparent", "00-1-2-01");
    assertThat(publication.endpoint()).contains(ENDPOINT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "text"        | TEXT | text             | text/plain
          ""            | TEXT | ``               | text/plain
          "a\\u0000b"   | TEXT | a\u0000b         | text/plain
          {"a": [1, 2]} | JSON | {"a":[1,2]}      | application/json
          [ ]           | JSON | []               | application/json
          1.50          | JSON | 1.50             | application/json
          1e999999999   | JSON | 1e999999999      | application/json
          false         | JSON | false            | application/json
          """)
  void data_may_be_any_value(String data, Content.Form form, String kept, String mimeType) {
    Publication publication = one("{\"data\":" + data + "}");

    assertThat(publication.data().form()).isEqualTo(form);
    assertThat(publication.data().asString()).isEqualTo(kept);
    assertThat(publication.mimeType()).isEqualTo(mimeType);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"data\":null}", "{\"priority\":5}"})
  void a_publication_has_data(String body) {
    assertThat(violations(body))
        .containsExactly("data is required; it may be any JSON value but null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"5\"",
        "5.5",
        "5.0",
        "5e0",
        "true",
        "null",
        "0",
        "10",
        "-1",
        "2147483648",
        "9223372036854775808",
        "1e308",
        "1e999999999",
        "[5]",
        "{}",
        "\"\""
      })
  void a_priority_is_a_whole_number_from_1_to_9(String value) {
    assertThat(violations("{\"data\":1,\"priority\":" + value + "}"))
        .containsExactly("priority must be a whole number from 1 to 9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "2147483647001",
        "1.5",
        "\"5\"",
        "true",
        "null",
        "[]",
        "9223372036854775808",
        "\"2018-07-04T19:58:08\"",
        "1e3",
        "-0.0"
      })
  void an_expiration_is_in_whole_milliseconds(String value) {
    assertThat(violations("{\"data\":1,\"expiration\":" + value + "}"))
        .containsExactly("expiration must be a whole number from 0 to 2147483647000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "1", "0", "null", "[]", "\"\""})
  void has_gd_is_true_or_false(String value) {
    assertThat(violations("{\"data\":1,\"has_gd\":" + value + "}"))
        .containsExactly("has_gd must be true or false");
  }

  @ParameterizedTest
  @EnumSource
  void a_text_has_1_to_200_characters_and_no_control_character(TextField textField) {
    String field = textField.fieldName();
    for (String value :
        List.of("\"\"", "\" \"", "\"a\\r\\nb\"", "\"a\\u0000\"", "\"" + "a".repeat(201) + "\"")) {
      assertThat(violations("{\"data\":1,\"" + field + "\":" + value + "}"))
          .containsExactly(
              field + " must have 1 to 200 characters, none of them a control character");
    }
    for (String value : List.of("null", "1", "true", "[\"a\"]", "{}")) {
      assertThat(violations("{\"data\":1,\"" + field + "\":" + value + "}"))
          .containsExactly(field + " must be a string");
    }
    String longest = "ü\u202e😀'; DROP TABLE message; --<script>${7*7}../%2e%2e";
    assertThat(violations("{\"data\":1,\"" + field + "\":\"" + longest + "\"}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"text\"",
        "\"text/plain\\r\\nX: y\"",
        "\"text/plän\"",
        "\"/\"",
        "\"a/b c\""
      })
  void a_mime_type_is_one_line_of_ascii(String value) {
    assertThat(violations("{\"data\":1,\"mime_type\":" + value + "}"))
        .singleElement()
        .asString()
        .startsWith("mime_type must be type/subtype");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"yesterday\"",
        "\"2018-07-04\"",
        "\"2018-02-30T00:00:00\"",
        "\"2018-07-04T25:00:00\"",
        "\"2018-07-04T19:58:08+02:00\"",
        "\"+12018-07-04T19:58:08\"",
        "\"2018-07-04 19:58:08\""
      })
  void a_time_is_in_utc(String value) {
    assertThat(violations("{\"data\":1,\"ext_pub_time\":" + value + "}"))
        .containsExactly("ext_pub_time must be a time in UTC such as 2018-07-04T19:58:08.020493");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"zpsm\"", "\"zpsm0123456789ABCDEF01234567\"", "\"' OR 1=1\""})
  void a_message_id_has_its_form(String value) {
    assertThat(violations("{\"data\":1,\"msg_id\":" + value + "}"))
        .containsExactly("msg_id must be zpsm and 24 lower-case hexadecimal digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deliver_to", "reply_to"})
  void keys_are_listed_and_never_repeated_in_the_answer(String field) {
    assertThat(violations("{\"data\":1,\"" + field + "\":\"zpsk.rest.1\"}"))
        .containsExactly(field + " must be a list of at most 100 strings");
    assertThat(violations("{\"data\":1,\"" + field + "\":[1,\"zpsk.rest.secret\"]}"))
        .containsExactly(
            field + "[0] must be a string",
            field
                + "[1] must be zpsk, the endpoint's type and 24 hexadecimal digits, parted by"
                + " dots");
    String many = String.join(",", Collections.nCopies(101, "\"x\""));
    assertThat(violations("{\"data\":1,\"" + field + "\":[" + many + "]}"))
        .containsExactly(field + " must be a list of at most 100 strings");
  }

  @Test
  void attributes_are_at_most_64_strings() {
    assertThat(violations("{\"data\":1,\"attributes\":[]}"))
        .containsExactly("attributes must be an object of strings");
    assertThat(violations("{\"data\":1,\"attributes\":{\"a\":1,\"b\":null}}"))
        .containsExactly("attributes.a must be a string", "attributes.b must be a string");
    assertThat(violations("{\"data\":1,\"attributes\":{" + attributes(65) + "}}"))
        .containsExactly("attributes must have at most 64 entries");
    assertThat(violations("{\"data\":1,\"attributes\":{" + attributes(64) + "}}")).isEmpty();
    assertThat(violations("{\"data\":1,\"attributes\":{\"a\\r\\n\":\"x\"}}")).hasSize(1);
  }

  @Test
  void an_unknown_field_is_named_with_those_that_are_known() {
    assertThat(violations("{\"data\":1,\"prioriti\":1}"))
        .singleElement()
        .asString()
        .startsWith("prioriti is unknown here; known are attributes, correl_id, data, ");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    String body =
        "{\"messages\":[{\"data\":1},{\"data\":null,\"x\":1},{\"data\":1,\"priority\":\"5\"},7]}";

    assertThat(violations(body))
        .hasSize(4)
        .anyMatch(text -> text.startsWith("messages[1].data is required"))
        .anyMatch(text -> text.startsWith("messages[1].x is unknown"))
        .anyMatch(text -> text.startsWith("messages[2].priority must be"))
        .anyMatch(text -> text.startsWith("messages[3] must be an object"));
  }

  @Test
  void the_answer_to_a_body_that_is_wrong_everywhere_stays_short() {
    String body = "{\"messages\":[" + "{},".repeat(999) + "{}]}";

    assertThat(violations(body)).hasSize(100);
  }

  @Test
  void a_batch_keeps_its_order() {
    PublishRequest request =
        PublicationJson.read(
            "{\"messages\":[{\"data\":\"a\"},{\"data\":\"b\"}]}".getBytes(UTF_8), ENDPOINT);

    assertThat(request.isBatch()).isTrue();
    assertThat(request.publications())
        .extracting(publication -> publication.data().asString())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "null", "\"x\"", "1"})
  void a_batch_is_a_list_of_1_to_1000(String messages) {
    assertThat(violations("{\"messages\":" + messages + "}"))
        .containsExactly("messages must be a list of 1 to 1000 objects");
  }

  @Test
  void a_batch_has_no_fields_beside_its_messages() {
    assertThat(violations("{\"messages\":[{\"data\":1}],\"data\":1}"))
        .containsExactly("data is unknown here; known are messages");
  }

  private static Publication one(String body) {
    return PublicationJson.read(body.getBytes(UTF_8), ENDPOINT).publications().get(0);
  }

  private static List<String> violations(String body) {
    TidingsException exception =
        catchThrowableOfType(
            TidingsException.class, () -> PublicationJson.read(body.getBytes(UTF_8), ENDPOINT));
    return exception == null
        ? List.of()
        : exception.violations().stream().map(Violation::toString).toList();
  }

  private static String attributes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"a" + i + "\":\"x\"")
        .collect(Collectors.joining(","));
  }

  @Test
  void each_of_a_list_is_read_or_refused_by_itself() {
    List<PublicationJson.Parsed> parsed =
        each("{\"messages\":[{\"data\":\"a\"},{\"data\":\"b\",\"priority\":10},3]}");

    assertThat(parsed).map(PublicationJson.Parsed::number).containsExactly(0, 1, 2);
    assertThat(parsed.get(0).publication().orElseThrow().data()).isEqualTo(Content.text("a"));
    assertThat(parsed.get(1).publication()).isEmpty();
    assertThat(parsed.get(1).refusal().orElseThrow().violations())
        .map(Violation::toString)
        .containsExactly("messages[1].priority must be a whole number from 1 to 9");
    assertThat(parsed.get(2).refusal().orElseThrow().violations())
        .map(Violation::toString)
        .containsExactly("messages[2] must be an object");
  }

  @Test
  void however_much_is_wrong_in_a_list_the_errors_are_bounded() {
    String wrong = "{" + "\"a%d\":1,".repeat(9) + "\"b\":1}";
    String named = wrong.formatted(1, 2, 3, 4, 5, 6, 7, 8, 9);

    List<PublicationJson.Parsed> parsed =
        each("{\"messages\":[" + String.join(",", Collections.nCopies(50, named)) + "]}");

    assertThat(parsed).allMatch(one -> one.refusal().isPresent());
    assertThat(parsed.stream().mapToInt(one -> one.refusal().get().violations().size()).sum())
        .isLessThan(200);
  }

  private static List<PublicationJson.Parsed> each(String json) {
    Violations violations = new Violations();
    List<PublicationJson.Parsed> parsed =
        PublicationJson.readEach(Fields.of(json.getBytes(UTF_8), violations), ENDPOINT);
    violations.throwIfAny();
    return parsed;
  }
}

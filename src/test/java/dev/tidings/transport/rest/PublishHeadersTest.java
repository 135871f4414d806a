package dev.tidings.transport.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.Content;
import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TextField;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import dev.tidings.transport.json.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishHeadersTest {
  private static final byte[] BODY = "The data".getBytes(UTF_8);

  @Test
  void the_body_is_the_data_and_its_type_the_mime_type() {
    Publication publication = read("text/plain; charset=utf-8", BODY, Map.of());

    assertThat(publication.data()).isEqualTo(Content.text("The data"));
    assertThat(publication.mimeType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(publication.endpoint()).contains("shop");
  }

  @Test
  void bytes_stay_bytes() {
    byte[] bytes = {0, 1, -1};

    assertThat(read("image/png", bytes, Map.of()).data()).isEqualTo(Content.binary(bytes));
  }

  @Test
  void text_that_is_not_utf8_is_refused() {
    assertThat(violations("text/plain", "é".getBytes(ISO_8859_1), Map.of()))
        .containsExactly("body must be UTF-8, as its Content-Type says");
    assertThat(read("image/png", "é".getBytes(ISO_8859_1), Map.of()).data().size()).isEqualTo(1);
  }

  @Test
  void text_in_another_encoding_is_refused() {
    TidingsException refusal =
        catchThrowableOfType(
            TidingsException.class, () -> read("text/plain;charset=utf-16", BODY, Map.of()));

    assertThat(refusal.type()).isEqualTo(ErrorType.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void an_empty_body_is_refused() {
    assertThat(violations("text/plain", new byte[0], Map.of()))
        .containsExactly("body is empty; it must be the data of the message");
  }

  @Test
  void every_option_has_its_header() {
    Publication publication =
        read(
            "text/plain",
            BODY,
            Map.ofEntries(
                Map.entry("Tidings-Priority", List.of("9")),
                Map.entry("tidings-expiration", List.of("60000")),
                Map.entry("TIDINGS-CORREL-ID", List.of("c")),
                Map.entry("Tidings-In-Reply-To", List.of("r")),
                Map.entry("Tidings-Ext-Client-Id", List.of("e")),
                Map.entry("Tidings-Ext-Pub-Time", List.of("2018-07-04T19:58:08.020493Z")),
                Map.entry("Tidings-Has-Gd", List.of("false")),
                Map.entry("Tidings-Msg-Id", List.of("zpsm0123456789abcdef01234567")),
                Map.entry(
                    "Tidings-Deliver-To",
                    List.of(
                        "zpsk.rest.0123456789abcdef01234567, zpsk.rest.1123456789abcdef01234567",
                        "zpsk.rest.2123456789abcdef01234567")),
                Map.entry("Tidings-Reply-To", List.of("zpsk.rest.0123456789abcdef01234567")),
                Map.entry("Tidings-Attribute-Trace-Id", List.of("1"))));

    assertThat(publication.priority()).isEqualTo(9);
    assertThat(publication.expiration()).contains(Duration.ofMinutes(1));
    assertThat(publication.correlId()).contains("c");
    assertThat(publication.inReplyTo()).contains("r");
    assertThat(publication.extClientId()).contains("e");
    assertThat(publication.extPubTime()).contains(Instant.parse("2018-07-04T19:58:08.020493Z"));
    assertThat(publication.hasGd()).contains(false);
    assertThat(publication.msgId()).contains(MessageId.of("zpsm0123456789abcdef01234567"));
    assertThat(publication.deliverTo()).hasSize(3);
    assertThat(publication.replyTo()).hasSize(1);
    assertThat(publication.attributes()).containsExactly(Map.entry("trace-id", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void every_text_field_has_its_header(TextField field) {
    String header = "tidings-" + field.fieldName().replace('_', '-');

    assertThat(read("text/plain", BODY, Map.of(header, List.of("x"))).text(field)).contains("x");
    assertThat(violations("text/plain", BODY, Map.of(header, List.of("x".repeat(201)))))
        .singleElement()
        .asString()
        .isEqualToIgnoringCase(
            header + " must have 1 to 200 characters, none of them a control character");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          Tidings-Priority    | 0          | Tidings-Priority must be a whole number from 1 to 9
          Tidings-Priority    | 5.5        | Tidings-Priority must be a whole number from 1 to 9
          Tidings-Priority    | high       | Tidings-Priority must be a whole number from 1 to 9
          Tidings-Priority    | ''         | Tidings-Priority must be a whole number from 1 to 9
          Tidings-Expiration  | -1         | Tidings-Expiration must be a whole number from 0 to 2147483647000
          Tidings-Has-Gd      | yes        | Tidings-Has-Gd must be true or false
          Tidings-Msg-Id      | x          | Tidings-Msg-Id must be zpsm and 24 lower-case hexadecimal digits
          Tidings-Correl-Id   | ''         | Tidings-Correl-Id must have 1 to 200 characters, none of them a control character
          Tidings-Correl-Id   | é          | Tidings-Correl-Id must be printable ASCII
          Tidings-Attribute-  | x          | Tidings-Attribute-… must have names of 1 to 100 characters, none of them a control character
          """)
  void a_wrong_option_is_named_by_its_header(String header, String value, String violation) {
    assertThat(violations("text/plain", BODY, Map.of(header, List.of(value))))
        .containsExactly(violation);
  }

  @Test
  void an_unknown_option_is_named_with_those_that_are_known() {
    assertThat(violations("text/plain", BODY, Map.of("Tidings-Prio", List.of("1"))))
        .singleElement()
        .asString()
        .startsWith("Tidings-Prio is unknown here; known are Tidings-Correl-Id, Tidings-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tidings-Priority", "Tidings-Correl-Id", "Tidings-Attribute-X"})
  void an_option_that_is_there_twice_is_refused(String header) {
    assertThat(violations("text/plain", BODY, Map.of(header, List.of("1", "1"))))
        .containsExactly(header + " must not be there twice");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertThat(
            violations(
                "text/plain",
                BODY,
                Map.of("Tidings-Priority", List.of("x"), "Tidings-Has-Gd", List.of("x"))))
        .hasSize(2);
  }

  @Test
  void options_of_a_json_object_are_its_fields() {
    TidingsException refusal =
        catchThrowableOfType(
            TidingsException.class,
            () ->
                PublishHeaders.requireNone(
                    RequestHeaders.of(Map.of("Tidings-Priority", List.of("9")))));

    assertThat(refusal.violations())
        .extracting(Violation::field)
        .containsExactly("Tidings-Priority");
  }

  private static Publication read(String type, byte[] body, Map<String, List<String>> headers) {
    return PublishHeaders.read(
            RequestHeaders.of(headers), ContentType.of(List.of(type)), body, "shop")
        .publications()
        .get(0);
  }

  private static List<String> violations(
      String type, byte[] body, Map<String, List<String>> headers) {
    return catchThrowableOfType(TidingsException.class, () -> read(type, body, headers))
        .violations()
        .stream()
        .map(Violation::toString)
        .toList();
  }
}

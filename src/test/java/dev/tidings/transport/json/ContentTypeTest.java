package dev.tidings.transport.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTest {

  @ParameterizedTest(name = "{0} is text: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/plain                         | true
          TEXT/HTML; charset=UTF-8           | true
          text/csv;header=present            | true
          application/json                   | true
          application/cloudevents+json       | true
          application/xml                    | true
          image/svg+xml                      | true
          application/x-www-form-urlencoded  | true
          application/octet-stream           | false
          image/png                          | false
          application/x-protobuf             | false
          application/jsonx                  | false
          multipart/form-data; boundary=text | false
          """)
  void text_is_what_people_can_read(String value, boolean isText) {
    assertThat(ContentType.of(List.of(value)).isText()).isEqualTo(isText);
  }

  @Test
  void a_body_without_a_type_is_bytes() {
    ContentType type = ContentType.of(List.of());

    assertThat(type.sent()).isEqualTo("application/octet-stream");
    assertThat(type.isText()).isFalse();
  }

  @Test
  void json_is_the_form_of_this_api() {
    assertThat(ContentType.of(List.of("Application/JSON; charset=utf-8")).isJson()).isTrue();
    assertThat(ContentType.of(List.of("application/vnd.x+json")).isJson()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "/",
        "text/",
        "/plain",
        "text/plain/x",
        "te xt/plain",
        "text/plän",
        "text/plain, text/html",
        "text/plain x"
      })
  void what_is_no_type_is_refused(String value) {
    assertThat(refusal(() -> ContentType.of(List.of(value))))
        .isEqualTo(ErrorType.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void a_type_that_is_there_twice_is_refused() {
    assertThat(refusal(() -> ContentType.of(List.of("text/plain", "text/plain"))))
        .isEqualTo(ErrorType.INVALID_INPUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-7", "utf-16", "iso-8859-1", "\"windows-1252\"", "UTF-32"})
  void text_in_another_encoding_is_refused(String charset) {
    ContentType type = ContentType.of(List.of("text/plain; charset=" + charset));

    assertThat(refusal(type::requireUtf8)).isEqualTo(ErrorType.UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "UTF-8", "\"utf-8\"", "us-ascii"})
  void utf8_is_welcome(String charset) {
    ContentType.of(List.of("text/plain;charset=" + charset)).requireUtf8();
  }

  private static ErrorType refusal(ThrowingCallable call) {
    return catchThrowableOfType(TidingsException.class, call).type();
  }
}

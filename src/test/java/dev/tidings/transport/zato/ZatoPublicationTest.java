package dev.tidings.transport.zato;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tidings.api.Publication;
import dev.tidings.api.TextField;
import dev.tidings.api.TidingsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZatoPublicationTest {
  private static final List<String> FORM = List.of("application/x-www-form-urlencoded");

  @Test
  void what_is_known_is_read_and_the_rest_ignored() {
    Publication publication =
        read(
            """
            {"data":"My data","priority":"7","expiration":60000,"correl_id":"c","in_reply_to":"r",
             "ext_client_id":17,"has_gd":true,"msg_id":"x","ext_pub_time":"yesterday","other":[]}
            """,
            FORM);

    assertThat(publication.data().asString()).isEqualTo("My data");
    assertThat(publication.priority()).isEqualTo(7);
    assertThat(publication.expiration()).contains(Duration.ofMinutes(1));
    assertThat(publication.correlId()).contains("c");
    assertThat(publication.inReplyTo()).contains("r");
    assertThat(publication.extClientId()).contains("17");
    assertThat(publication.hasGd()).contains(true);
    assertThat(publication.msgId()).isEmpty();
    assertThat(publication.extPubTime()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_text_field_is_read_over_http_only_if_zato_knows_it(TextField field) {
    boolean isKnown =
        Set.of("correl_id", "in_reply_to", "ext_client_id").contains(field.fieldName());
    String text = "{\"data\":1,\"" + field.fieldName() + "\":\"x\"}";
    String object = "{\"data\":1,\"" + field.fieldName() + "\":{\"a\":1}}";

    assertThat(read(text, FORM).text(field).equals(Optional.of("x"))).isEqualTo(isKnown);
    assertThat(catchThrowable(() -> read(object, FORM)) != null).isEqualTo(isKnown);
    assertThat(ZatoPublication.of(ZatoRequest.of(text.getBytes(UTF_8)), "shop").text(field))
        .contains("x");
  }

  @Test
  void null_nothing_and_zero_mean_the_default() {
    Publication publication =
        read(
            "{\"data\":0,\"priority\":0,\"expiration\":null,\"correl_id\":\"\",\"has_gd\":null}",
            FORM);

    assertThat(publication.priority()).isEqualTo(5);
    assertThat(publication.expiration()).isEmpty();
    assertThat(publication.correlId()).contains("id-of-the-call");
    assertThat(publication.hasGd()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"data\":null}", "{\"data\":\"\"}", "{\"data\":{}}", "{\"data\":[ ]}"})
  void a_publication_has_data(String body) {
    assertThatThrownBy(() -> read(body, FORM))
        .isInstanceOf(TidingsException.class)
        .hasMessage("No data sent on input");
  }

  @ParameterizedTest
  @CsvSource({
    "priority, 10, Priority `10` outside of allowed range 1-9",
    "priority, -1, Priority `-1` outside of allowed range 1-9",
    "expiration, -1, Expiration `-1` must not be negative"
  })
  void ranges_are_told_in_known_words(String field, String value, String details) {
    assertThatThrownBy(() -> read("{\"data\":1,\"" + field + "\":" + value + "}", FORM))
        .isInstanceOf(TidingsException.class)
        .hasMessage(details);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"priority\":5.5", "\"priority\":\"high\"", "\"priority\":[]", "\"priority\":1e999999999",
        "\"expiration\":2147483647001", "\"has_gd\":\"yes\"", "\"has_gd\":{}", "\"correl_id\":{}",
        "\"correl_id\":\"a\\u0000\"", "\"data\":2"
      })
  void what_makes_no_sense_is_refused(String field) {
    assertThatThrownBy(() -> read("{\"data\":1," + field + "}", FORM))
        .isInstanceOf(TidingsException.class);
  }

  @Test
  void the_mime_type_is_the_content_type_unless_curl_made_it_up() {
    assertThat(read("{\"data\":1}", FORM).mimeType()).isEqualTo("application/json");
    assertThat(read("{\"data\":1}", List.of()).mimeType()).isEqualTo("application/json");
    assertThat(read("{\"data\":1}", List.of("text/xml")).mimeType()).isEqualTo("text/xml");
  }

  private static Publication read(String body, List<String> contentType) {
    return ZatoPublication.of(
        ZatoRequest.of(body.getBytes(UTF_8)), contentType, "id-of-the-call", "shop");
  }
}

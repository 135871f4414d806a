package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveJsonTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", " { } "})
  void who_says_nothing_gets_the_defaults(String body) {
    ReceiveOptions options = read(body);

    assertThat(options.max()).isEqualTo(100);
    assertThat(options.lease()).isEmpty();
    assertThat(options.waiting()).isZero();
  }

  @Test
  void everything_can_be_said() {
    ReceiveOptions options = read("{\"max\":7,\"lease\":\"PT1H30M\",\"wait\":\"PT0.25S\"}");

    assertThat(options.max()).isEqualTo(7);
    assertThat(options.lease()).contains(Duration.ofMinutes(90));
    assertThat(options.waiting()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void who_acknowledges_names_receipts_and_who_says_nothing_is_told_nothing() {
    assertThat(ReceiveJson.read("{}".getBytes(UTF_8)).acknowledge()).isEmpty();
    assertThat(ReceiveJson.read("{\"acknowledge\":[]}".getBytes(UTF_8)).acknowledge())
        .contains(List.of());
    assertThat(ReceiveJson.read("{\"acknowledge\":[\"a\",\"b\"]}".getBytes(UTF_8)).acknowledge())
        .contains(List.of(Receipt.of("a"), Receipt.of("b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"a\"", "{}", "[1]", "[null]", "[[\"a\"]]"})
  void what_is_no_list_of_receipts_is_refused(String value) {
    assertThat(
            catchThrowableOfType(
                    TidingsException.class, () -> read("{\"acknowledge\":" + value + "}"))
                .violations())
        .isNotEmpty();
  }

  @Test
  void everything_wrong_is_named_at_once() {
    TidingsException refusal =
        catchThrowableOfType(
            TidingsException.class,
            () -> read("{\"max\":0,\"lease\":\"PT13H\",\"wait\":\"soon\",\"more\":1}"));

    assertThat(refusal.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder("max", "lease", "wait", "more");
  }

  @ParameterizedTest
  @CsvSource({
    "PT30S, PT30S",
    "PT1M, PT60S",
    "P1D, PT24H",
    "P1DT1H1M1.5S, PT25H1M1.5S",
    "PT0S, PT0S",
    "PT0.0009S, PT0S",
    "PT999999999S, PT277777H46M39S"
  })
  void a_duration_is_read_to_the_millisecond(String text, Duration expected) {
    assertThat(JsonDuration.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "P1DT",
        "30",
        "30S",
        "T30S",
        "pt30s",
        "-PT30S",
        "PT-30S",
        "+PT30S",
        "P1Y",
        "P1M",
        "P1W",
        "PT1.5M",
        "PT30S ",
        " PT30S",
        "PT,5S",
        "PT1S1M",
        "PT1234567890S",
        "PT٣S"
      })
  void what_is_no_duration_is_refused(String text) {
    assertThat(
            catchThrowableOfType(TidingsException.class, () -> JsonDuration.parse(text))
                .getMessage())
        .contains("ISO 8601");
  }

  private static ReceiveOptions read(String body) {
    return ReceiveJson.read(body.getBytes(UTF_8)).options();
  }
}

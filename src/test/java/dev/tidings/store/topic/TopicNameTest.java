package dev.tidings.store.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/zato/demo/sample", "/A.b_c-d:e@f=g~h$i|j^k/0", "/.", "/../x"})
  void legal_names_stay_as_they_are(String name) {
    assertThat(TopicName.of(name).value()).isEqualTo(name);
  }

  @Test
  void a_name_without_the_first_slash_gets_it() {
    assertThat(TopicName.of("demo/orders")).isEqualTo(TopicName.of("/demo/orders"));
  }

  @Test
  void upper_and_lower_case_differ() {
    assertThat(TopicName.of("/a")).isNotEqualTo(TopicName.of("/A"));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"/", "//", "/a/", "/a//b", "//a", "a//"})
  void empty_names_and_empty_segments_are_refused(String name) {
    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> TopicName.of(name))
        .matches(e -> e.type() == ErrorType.INVALID_INPUT)
        .matches(e -> e.violations().get(0).field().equals("topic_name"));
  }

  @Test
  void the_first_slash_counts_for_the_length() {
    String longest = "a".repeat(199);

    assertThat(TopicName.of(longest).value()).hasSize(TopicName.MAX_LENGTH);
    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> TopicName.of(longest + "a"))
        .withMessageContaining("at most 200");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          /a b;        U+0020
          /a*;         * (U+002A)
          /a\\b%;      \\ (U+005C)
          /é?;         U+00E9
          /\uD83D\uDE00; U+1F600
          /\\+;       \\ (U+005C)
          """)
  void the_first_illegal_character_is_named(String name, String shown) {
    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> TopicName.of(name))
        .withMessageEndingWith("not of " + shown);
  }

  @Test
  void control_characters_do_not_reach_the_message() {
    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> TopicName.of("/a\r\nb\0"))
        .withMessageEndingWith("not of U+000D");
  }

  @Test
  void the_field_at_fault_can_have_another_name() {
    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> TopicName.of("name", "/a//b"))
        .withMessage("name must have no empty segment");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "/tidings/events, true",
    "tidings/a/b, true",
    "/tidings, false",
    "/tidings2/a, false",
    "/Tidings/a, false",
    "/a/tidings/b, false"
  })
  void the_broker_keeps_what_is_under_its_own_name(String name, boolean isReserved) {
    assertThat(TopicName.of(name).isReserved()).isEqualTo(isReserved);
  }
}

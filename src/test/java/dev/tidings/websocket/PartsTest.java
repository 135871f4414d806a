package dev.tidings.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages that come in parts, and those that never end. */
class PartsTest {
  private int most = 5;
  private final Parts parts = new Parts(() -> most);

  @Test
  void a_message_is_whole_with_its_last_part_and_the_next_one_begins() {
    assertThat(parts.add("a", false)).isEmpty();
    assertThat(parts.add("bc", false)).isEmpty();
    assertThat(parts.add("de", true)).hasValue("abcde");
    assertThat(parts.add("fghij", true)).hasValue("fghij");
    assertThat(parts.add("", true)).hasValue("");
    assertThat(parts.isTooLong()).isFalse();
  }

  @Test
  void what_gets_too_long_is_given_up_with_all_that_follows() {
    assertThat(parts.add("abc", false)).isEmpty();
    assertThat(parts.add("def", false)).isEmpty();

    assertThat(parts.isTooLong()).isTrue();
    assertThat(parts.add("g", true)).isEmpty();
    assertThat(parts.add("h", true)).isEmpty();
  }

  @Test
  void the_limit_counts_that_there_is_at_the_moment() {
    most = 7;

    assertThat(parts.add("abcdef", false)).isEmpty();
    assertThat(parts.add("g", true)).hasValue("abcdefg");
  }

  @Test
  void one_part_alone_may_be_too_long() {
    assertThat(parts.add("abcdef", true)).isEmpty();

    assertThat(parts.isTooLong()).isTrue();
  }
}

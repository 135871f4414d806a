package dev.tidings.transport.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages that come in parts, and those that never end. */
class FragmentAssemblerTest {
  private int most = 5;
  private final FragmentAssembler fragmentAssembler = new FragmentAssembler(() -> most);

  @Test
  void a_message_is_whole_with_its_last_part_and_the_next_one_begins() {
    assertThat(fragmentAssembler.add("a", false)).isEmpty();
    assertThat(fragmentAssembler.add("bc", false)).isEmpty();
    assertThat(fragmentAssembler.add("de", true)).hasValue("abcde");
    assertThat(fragmentAssembler.add("fghij", true)).hasValue("fghij");
    assertThat(fragmentAssembler.add("", true)).hasValue("");
    assertThat(fragmentAssembler.isTooLong()).isFalse();
  }

  @Test
  void what_gets_too_long_is_given_up_with_all_that_follows() {
    assertThat(fragmentAssembler.add("abc", false)).isEmpty();
    assertThat(fragmentAssembler.add("def", false)).isEmpty();

    assertThat(fragmentAssembler.isTooLong()).isTrue();
    assertThat(fragmentAssembler.add("g", true)).isEmpty();
    assertThat(fragmentAssembler.add("h", true)).isEmpty();
  }

  @Test
  void the_limit_counts_that_there_is_at_the_moment() {
    most = 7;

    assertThat(fragmentAssembler.add("abcdef", false)).isEmpty();
    assertThat(fragmentAssembler.add("g", true)).hasValue("abcdefg");
  }

  @Test
  void one_part_alone_may_be_too_long() {
    assertThat(fragmentAssembler.add("abcdef", true)).isEmpty();

    assertThat(fragmentAssembler.isTooLong()).isTrue();
  }
}

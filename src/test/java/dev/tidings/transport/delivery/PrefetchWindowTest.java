package dev.tidings.transport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefetchWindowTest {
  private final PrefetchWindow window = new PrefetchWindow(8, 400);

  @Test
  void it_is_worth_filling_when_a_quarter_of_both_is_free() {
    assertThat(window.isWorthFilling(window.without(6, 300))).isTrue();
    assertThat(window.isWorthFilling(window.without(7, 0))).isFalse();
    assertThat(window.isWorthFilling(window.without(0, 301))).isFalse();
    assertThat(window.isWorthFilling(window.without(9, 500))).isFalse();
  }

  @Test
  void one_of_a_single_message_is_worth_filling_when_that_is_settled() {
    PrefetchWindow single = new PrefetchWindow(1, 400);

    assertThat(single.isWorthFilling(single.without(0, 0))).isTrue();
    assertThat(single.isWorthFilling(single.without(1, 100))).isFalse();
  }

  @Test
  void consumers_share_it_and_each_gets_something() {
    assertThat(window.share(2)).isEqualTo(new PrefetchWindow(4, 200));
    assertThat(window.share(1_000)).isEqualTo(new PrefetchWindow(1, 1));
  }
}

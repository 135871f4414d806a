package dev.tidings.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known before the disk knows it. */
class CommittedTest {
  private final List<String> happened = new ArrayList<>();

  private final Committed<Integer> committed = new Committed<>(1, () -> happened.add("flush"));

  @Test
  void the_result_is_there_before_the_flush() {
    assertThat(committed.result()).isEqualTo(1);
    assertThat(happened).isEmpty();

    assertThat(committed.awaitDurable()).isEqualTo(1);
    assertThat(happened).containsExactly("flush");
  }

  @Test
  void a_flush_can_wait_for_something_else() {
    committed.map(number -> "" + number).flushedAfter(() -> happened.add("other")).awaitDurable();

    assertThat(happened).containsExactly("other", "flush");
  }

  @Test
  void what_is_durable_waits_for_nothing() {
    Committed.durable(1)
        .map(number -> "" + number)
        .flushedAfter(() -> happened.add("other"))
        .awaitDurable();

    assertThat(happened).isEmpty();
  }
}

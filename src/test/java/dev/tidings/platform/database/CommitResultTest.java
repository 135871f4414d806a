package dev.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known before the disk knows it. */
class CommitResultTest {
  private final List<String> happened = new ArrayList<>();

  private final CommitResult<Integer> commitResult = new CommitResult<>(1, () -> flush(1));

  private int flush(int result) {
    happened.add("flush");
    return result;
  }

  @Test
  void the_result_is_there_before_the_flush() {
    assertThat(commitResult.result()).isEqualTo(1);
    assertThat(happened).isEmpty();

    assertThat(commitResult.awaitDurable()).isEqualTo(1);
    assertThat(happened).containsExactly("flush");
  }

  @Test
  void a_flush_can_wait_for_something_else() {
    commitResult
        .map(number -> "" + number)
        .flushedAfter(() -> happened.add("other"))
        .awaitDurable();

    assertThat(happened).containsExactly("other", "flush");
  }

  @Test
  void what_was_done_again_replaces_what_the_database_has_lost() {
    CommitResult<String> lost = new CommitResult<>(1, () -> flush(2)).map(this::name);

    assertThat(lost.result()).isEqualTo("1");
    assertThat(lost.awaitDurable()).isEqualTo("2");
    assertThat(happened).containsExactly("named 1", "flush", "named 2");
  }

  @Test
  void what_was_not_lost_is_not_changed_twice() {
    assertThat(commitResult.map(this::name).awaitDurable()).isEqualTo("1");

    assertThat(happened).containsExactly("named 1", "flush");
  }

  private String name(int number) {
    happened.add("named " + number);
    return "" + number;
  }

  @Test
  void what_is_durable_waits_for_nothing() {
    CommitResult.durable(1)
        .map(number -> "" + number)
        .flushedAfter(() -> happened.add("other"))
        .awaitDurable();

    assertThat(happened).isEmpty();
  }

  @Test
  void something_can_be_done_once_before_the_flush() {
    CommitResult<Integer> same =
        commitResult.whenCommitted(number -> happened.add("told " + number));

    assertThat(same.result()).isEqualTo(1);
    assertThat(same.awaitDurable()).isEqualTo(1);
    assertThat(happened).containsExactly("told 1", "flush");
  }

  @Test
  void it_is_done_again_with_what_was_done_again() {
    CommitResult<String> lost =
        new CommitResult<>(1, () -> flush(2))
            .whenCommitted(number -> happened.add("told " + number))
            .map(number -> "" + number);

    assertThat(lost.awaitDurable()).isEqualTo("2");
    assertThat(happened).containsExactly("told 1", "flush", "told 2");
  }

  @Test
  void what_is_durable_stays_so_when_something_is_done_with_it() {
    CommitResult.durable(1)
        .whenCommitted(number -> happened.add("told " + number))
        .flushedAfter(() -> happened.add("other"))
        .awaitDurable();

    assertThat(happened).containsExactly("told 1");
  }
}

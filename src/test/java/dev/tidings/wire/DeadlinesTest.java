package dev.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Near the end of what a long holds: this clock may begin anywhere. */
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10);

  private final Deadlines deadlines = new Deadlines(nanoTime::get);
  private final List<String> missed = new ArrayList<>();

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
    deadlines.look();
  }

  @Test
  void one_that_passes_is_missed_once() {
    var unused = deadlines.after(SECOND, () -> missed.add("first"));
    unused = deadlines.after(SECOND.multipliedBy(2), () -> missed.add("second"));
    deadlines.look();
    assertThat(missed).isEmpty();

    pass(SECOND);
    assertThat(missed).containsExactly("first");

    pass(SECOND);
    pass(SECOND);
    assertThat(missed).containsExactly("first", "second");
  }

  @Test
  void one_that_has_ended_is_not_missed() {
    deadlines.after(SECOND, () -> missed.add("it")).end();

    pass(SECOND);

    assertThat(missed).isEmpty();
  }

  @Test
  void one_that_fails_does_not_keep_the_others() {
    for (String name : List.of("first", "second")) {
      var unused =
          deadlines.after(
              SECOND,
              () -> {
                missed.add(name);
                throw new IllegalStateException("on purpose");
              });
    }

    pass(SECOND);

    assertThat(missed).containsExactlyInAnyOrder("first", "second");
  }
}

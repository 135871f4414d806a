package dev.tidings.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatabaseProbeTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final AtomicInteger queries = new AtomicInteger();
  private final List<Runnable> waiting = new ArrayList<>();

  @Test
  void an_answer_counts_for_a_while_however_many_ask() {
    DatabaseProbe probe =
        new DatabaseProbe(Runnable::run, () -> queries.incrementAndGet() > 0, LONG, LONG);

    assertThat(probe.answers()).isTrue();
    assertThat(probe.answers()).isTrue();
    assertThat(queries).hasValue(1);
  }

  @Test
  void after_that_the_database_is_asked_again() {
    DatabaseProbe probe =
        new DatabaseProbe(Runnable::run, () -> queries.incrementAndGet() == 1, LONG, Duration.ZERO);

    assertThat(probe.answers()).isTrue();
    assertThat(probe.answers()).isFalse();
  }

  @Test
  void who_gets_no_answer_in_time_hears_no_and_one_query_is_under_way() {
    DatabaseProbe probe = new DatabaseProbe(waiting::add, () -> true, Duration.ofMillis(1), LONG);

    assertThat(probe.answers()).isFalse();
    assertThat(probe.answers()).isFalse();
    assertThat(waiting).hasSize(1);

    waiting.remove(0).run();

    assertThat(probe.answers()).isTrue();
  }
}

package dev.tidings.broker.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class CleanupThrottleTest {
  private static final long BATCH = 10;

  private final List<Long> rests = new ArrayList<>();
  private long now = Long.MAX_VALUE - 3 * BATCH;
  private int done;

  @Test
  void it_rests_three_times_as_long_as_each_batch_took() {
    assertThat(pace(1_000).finish(5, batchesOf(3))).isTrue();

    assertThat(done).isEqualTo(3);
    assertThat(rests).containsExactly(3 * BATCH, 3 * BATCH);
  }

  @Test
  void a_round_that_has_lasted_hurries() {
    // Two batches and the rest between them.
    assertThat(pace(5 * BATCH).finish(5, batchesOf(4))).isTrue();

    assertThat(done).isEqualTo(4);
    assertThat(rests).containsExactly(3 * BATCH);
  }

  @Test
  void no_rest_goes_on_beyond_its_patience() {
    pace(3 * BATCH).finish(5, batchesOf(4));

    assertThat(rests).containsExactly(2 * BATCH);
  }

  @Test
  void the_patience_is_that_of_the_whole_round() {
    CleanupThrottle cleanupThrottle = pace(5 * BATCH);
    cleanupThrottle.finish(5, batchesOf(3));
    rests.clear();

    cleanupThrottle.finish(5, batchesOf(3));

    assertThat(rests).isEmpty();
  }

  @Test
  void it_leaves_the_rest_to_the_next_round() {
    assertThat(pace(1_000).finish(5, batchesOf(100))).isFalse();

    assertThat(done).isEqualTo(5);
  }

  private CleanupThrottle pace(long patienceNanos) {
    return new CleanupThrottle(Duration.ofNanos(patienceNanos), () -> now, this::rest);
  }

  private void rest(long nanos) {
    rests.add(nanos);
    now += nanos;
  }

  /** Each takes its time, and the last one finds nothing more to do. */
  private BooleanSupplier batchesOf(int count) {
    int end = done + count;
    return () -> {
      done++;
      now += BATCH;
      return done < end;
    };
  }
}

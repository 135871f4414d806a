package dev.tidings.broker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final BatchSize size = new BatchSize();

  @Test
  void it_grows_while_batches_are_short_up_to_a_limit() {
    for (int i = 0; i < 100; i++) {
      int before = size.get();
      size.taken(SHORT);
      assertThat(size.get()).isGreaterThanOrEqualTo(before);
    }

    assertThat(size.get()).isEqualTo(BatchSize.MOST);
  }

  @Test
  void it_shrinks_well_before_a_batch_takes_too_long_down_to_one_message() {
    for (int i = 0; i < 20; i++) {
      size.taken(BatchSize.LONGEST.minusMillis(10));
    }

    assertThat(size.get()).isEqualTo(1);
  }

  @Test
  void in_between_it_stays() {
    size.taken(BatchSize.LONGEST.dividedBy(3));

    assertThat(size.get()).isEqualTo(BatchSize.FIRST);
  }
}

package dev.tidings.store.queue.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedeliveryBackoffTest {

  @ParameterizedTest
  @CsvSource({"1, PT1S", "2, PT2S", "3, PT4S", "8, PT2M8S", "9, PT4M16S", "10, PT5M"})
  void it_doubles_with_each_delivery_less_a_fifth_at_most(int deliveries, Duration longest) {
    for (int i = 0; i < 200; i++) {
      assertThat(RedeliveryBackoff.after(deliveries))
          .isLessThanOrEqualTo(longest)
          .isGreaterThanOrEqualTo(longest.multipliedBy(4).dividedBy(5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 63, 64, 65, 1_000, 32_000, Integer.MAX_VALUE})
  void it_never_gets_longer_than_the_longest(int deliveries) {
    assertThat(RedeliveryBackoff.after(deliveries))
        .isLessThanOrEqualTo(RedeliveryBackoff.LONGEST)
        .isGreaterThanOrEqualTo(RedeliveryBackoff.LONGEST.multipliedBy(4).dividedBy(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  void those_that_failed_together_do_not_come_back_together(int deliveries) {
    Set<Duration> delays =
        IntStream.range(0, 100)
            .mapToObj(any -> RedeliveryBackoff.after(deliveries))
            .collect(Collectors.toSet());

    assertThat(delays).hasSizeGreaterThan(20);
  }
}

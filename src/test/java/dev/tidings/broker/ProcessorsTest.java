package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
  private double load;
  private long nanos;
  private int looks;

  private final Processors processors =
      new Processors(
          () -> {
            looks++;
            return load;
          },
          () -> nanos);

  private boolean areBusyWith(double newLoad) {
    load = newLoad;
    nanos += Duration.ofSeconds(1).toNanos();
    return processors.areBusy();
  }

  @Test
  void they_are_not_busy_before_anybody_has_looked() {
    load = 1;

    assertThat(processors.areBusy()).isFalse();
    assertThat(looks).isZero();
  }

  @Test
  void they_are_busy_from_eighty_five_parts_in_a_hundred_until_they_are_below_sixty() {
    assertThat(areBusyWith(0.84)).isFalse();
    assertThat(areBusyWith(0.85)).isTrue();
    assertThat(areBusyWith(0.6)).isTrue();
    assertThat(areBusyWith(0.59)).isFalse();
    assertThat(areBusyWith(0.84)).isFalse();
  }

  @Test
  void there_is_one_look_a_second_however_many_ask() {
    assertThat(areBusyWith(1)).isTrue();
    load = 0;
    for (int i = 0; i < 100; i++) {
      assertThat(processors.areBusy()).isTrue();
    }

    assertThat(looks).isEqualTo(1);
  }

  @Test
  void where_it_is_not_known_they_are_not_busy() {
    assertThat(areBusyWith(Double.NaN)).isFalse();
    assertThat(areBusyWith(-1)).isFalse();
    assertThat(areBusyWith(1)).isTrue();
    assertThat(areBusyWith(Double.NaN)).isFalse();
  }

  /** Where it does not know, it says less than nothing, and not that there is no such number. */
  @Test
  void the_virtual_machine_is_asked() {
    assertThat(Processors.load()).isBetween(-1.0, 1.0);
  }
}

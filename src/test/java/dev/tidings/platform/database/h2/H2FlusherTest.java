package dev.tidings.platform.database.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.FlushTimes;
import dev.tidings.platform.metrics.Histogram;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class H2FlusherTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void only_what_is_guaranteed_waits_for_the_disk() {
    H2Flusher h2Flusher = new H2Flusher(() -> done.add("write"), () -> done.add("force"));

    h2Flusher.awaitShared(Durability.BUFFERED);
    h2Flusher.awaitShared(Durability.GUARANTEED);

    assertThat(done).containsExactly("write", "force");
    h2Flusher.requireIntact();
    h2Flusher.requireFlushed();
  }

  @Test
  void flushes_to_the_disk_are_counted_when_they_have_succeeded() {
    H2Flusher sound = new H2Flusher(() -> {}, () -> {});
    H2Flusher broken =
        new H2Flusher(
            () -> {},
            () -> {
              throw new SQLException("disk full");
            });
    long before = flushes();

    sound.awaitShared(Durability.BUFFERED);
    assertThatFails(ErrorType.OUTCOME_UNKNOWN, () -> broken.awaitShared(Durability.GUARANTEED));
    assertThat(flushes()).isEqualTo(before);
    sound.awaitShared(Durability.GUARANTEED);
    assertThat(flushes()).isEqualTo(before + 1);
  }

  private static long flushes() {
    return FlushTimes.histogram().snapshot().buckets().stream()
        .mapToLong(Histogram.Bucket::count)
        .sum();
  }

  @ParameterizedTest
  @EnumSource
  void after_a_flush_that_failed_nothing_is_promised_any_more(Durability failing) {
    H2Flusher h2Flusher =
        new H2Flusher(() -> flush(failing, "write"), () -> flush(failing, "force"));

    assertThatFails(ErrorType.OUTCOME_UNKNOWN, () -> h2Flusher.awaitShared(failing));
    for (Durability durability : Durability.values()) {
      assertThatFails(ErrorType.OUTCOME_UNKNOWN, () -> h2Flusher.awaitShared(durability));
    }
    assertThatFails(ErrorType.OUTCOME_UNKNOWN, h2Flusher::requireFlushed);
    assertThatFails(ErrorType.UNAVAILABLE, h2Flusher::requireIntact);
    assertThat(done).hasSize(1);
  }

  private void flush(Durability failing, String name) throws SQLException {
    done.add(name);
    if (name.equals(failing == Durability.GUARANTEED ? "force" : "write")) {
      throw new SQLException("disk full");
    }
  }

  private static void assertThatFails(ErrorType type, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TidingsException.class, failure -> assertThat(failure.type()).isEqualTo(type));
  }
}

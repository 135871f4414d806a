package dev.tidings.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AlternativesTableTest {
  private static final int MESSAGES = 1_000;

  private final AlternativesTable table = new AlternativesTable();

  @Test
  void what_was_measured_under_one_load_stands_together_and_tidings_first() {
    add("publish", Alternative.ARTEMIS, 0);
    add("listen", Alternative.ARTEMIS, 0);
    add("publish", Alternative.TIDINGS, 0);
    assertThat(lines())
        .map(cells -> cells.get(0) + " " + cells.get(1))
        .containsExactly("publish Tidings", "publish Artemis with XA", "listen Artemis with XA");
  }

  @Test
  void each_is_compared_with_tidings() {
    add("publish", Alternative.TIDINGS, 0);
    add("publish", Alternative.QUEUE_TABLE, 0);
    add("listen", Alternative.QUEUE_TABLE, 0);
    assertThat(lines())
        .map(cells -> cells.get(4))
        .satisfies(
            ratios -> {
              assertThat(ratios.get(0)).isEmpty();
              assertThat(ratios.get(1)).matches("[0-9]+\\.[0-9]{2} ×");
              assertThat(ratios.get(2)).isEmpty();
            });
  }

  @Test
  void flushes_and_processor_time_are_those_of_a_message() {
    add("publish", Alternative.TIDINGS, 3_000_000);
    assertThat(lines().get(0).subList(5, 9)).containsExactly("3.00", "3.00", "2.00", "150");
  }

  @Test
  void latencies_that_nobody_knows_are_left_out() {
    add("listen", Alternative.TIDINGS, 0);
    assertThat(lines().get(0).subList(5, 7)).containsExactly("", "");
  }

  private void add(String load, Alternative alternative, long nanos) {
    Tally tally = new Tally(new TwoFlushesAMessage());
    tally.beginRound();
    for (int i = 0; i < MESSAGES; i++) {
      tally.count(1, nanos);
    }
    tally.endRound();
    table.add(load, alternative, tally.measurement());
  }

  /** And 150 µs of processor time; it is asked when a round begins and when it ends. */
  private static final class TwoFlushesAMessage implements Meters {
    private long flushes;
    private long nanos;

    @Override
    public OptionalLong flushes() {
      flushes += 2L * MESSAGES;
      return OptionalLong.of(flushes);
    }

    @Override
    public long serverNanos() {
      nanos += 150_000L * MESSAGES;
      return nanos;
    }
  }

  private List<List<String>> lines() {
    return table
        .markdown()
        .lines()
        .skip(2)
        .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
        .toList();
  }
}

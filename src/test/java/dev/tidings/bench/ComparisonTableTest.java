package dev.tidings.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTableTest {
  private static final int MESSAGES = 1_000;
  private static final FixedRateLoad LOAD = new PublishAtRate(100, 100);

  private final ComparisonTable table = new ComparisonTable();

  @TempDir Path directory;
  private Build before;
  private Build after;

  @BeforeEach
  void have_two_builds() throws IOException {
    Path jar = Files.createFile(directory.resolve("tidings-micro.jar"));
    before = new Build("before", jar, directory);
    after = new Build("after", jar, directory);
  }

  @Test
  void the_median_of_all_rounds_counts_and_the_range_is_there() {
    add(before, 100);
    add(after, 300, 90, 104);
    assertThat(lines())
        .containsExactly(
            "Payara Micro | H2 | publish, by 100 | before | 100.0 (100.0–100.0) |  | ",
            "Payara Micro | H2 | publish, by 100 | after | 104.0 (90.0–300.0) | 1.040 | no slower");
  }

  @Test
  void more_than_a_twentieth_more_is_slower() {
    add(before, 100);
    add(after, 106);
    assertThat(lines().get(1)).endsWith("1.060 | SLOWER");
  }

  @Test
  void what_was_too_slow_for_the_rate_is_no_result() {
    add(before, 100);
    Tally tally = new Tally(meters(1));
    tally.beginRound();
    tally.endRound();
    table.add(after, "H2", LOAD, tally.measurement());
    assertThat(lines().get(1)).endsWith("RATE NOT REACHED");
  }

  @Test
  void a_war_is_for_wildfly() throws IOException {
    Path war = Files.createFile(directory.resolve("tidings.war"));
    assertThat(new Build("after", war, directory).server()).isEqualTo("WildFly");
  }

  @Test
  void a_build_that_is_not_there_is_named() {
    assertThatThrownBy(() -> new Build("after", directory.resolve("other.war"), directory))
        .hasMessageContaining("other.war");
  }

  private void add(Build build, int... micros) {
    for (int one : micros) {
      Tally tally = new Tally(meters(one));
      tally.beginRound();
      tally.count(MESSAGES, 1);
      tally.endRound();
      table.add(build, "H2", LOAD, tally.measurement());
    }
  }

  /** Of a server that uses so much in each round for each message. */
  private static Meters meters(int micros) {
    return new Meters() {
      private long used;

      @Override
      public OptionalLong flushes() {
        return OptionalLong.empty();
      }

      /** Is asked when a round begins and when it ends. */
      @Override
      public long serverNanos() {
        used += 1_000L * micros * MESSAGES;
        return used;
      }
    };
  }

  /** Without the figures that depend on the machine. */
  private List<String> lines() {
    return table
        .markdown()
        .lines()
        .skip(2)
        .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
        .map(
            cells ->
                String.join(
                    " | ",
                    List.of(
                        cells.get(0),
                        cells.get(1),
                        cells.get(2),
                        cells.get(3),
                        cells.get(5),
                        cells.get(8),
                        cells.get(9))))
        .toList();
  }
}

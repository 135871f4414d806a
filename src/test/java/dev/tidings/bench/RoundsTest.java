package dev.tidings.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final int ROUNDS = 2;
  private static final int SPARE = 3;

  /** A machine whose host takes an hour of some rounds, and nothing of others. */
  private static final class Machine implements Meters {
    private final String rounds;

    /** Of which those before the first round are forgotten. */
    private int readings;

    /** The rounds in their order: {@code x} for those that are disturbed. */
    Machine(String rounds) {
      this.rounds = rounds;
    }

    @Override
    public OptionalLong flushes() {
      return OptionalLong.empty();
    }

    @Override
    public long serverNanos() {
      return 0;
    }

    /** Is asked when a round begins and when it ends. */
    @Override
    public long stolenNanos() {
      int ended = ++readings / 2;
      return Duration.ofHours(rounds.substring(0, ended).chars().filter(c -> c == 'x').count())
          .toNanos();
    }

    int roundsBegun() {
      return readings / 2;
    }
  }

  private static Measurement run(Machine machine) {
    Tally tally = new Tally(machine);
    machine.readings = 0;
    Rounds rounds =
        new Rounds(List.of(tally), new Timing(Duration.ZERO, Duration.ofSeconds(1), ROUNDS, SPARE));
    rounds.begin();
    while (rounds.goOn()) {
      assertThat(machine.roundsBegun()).isLessThan(machine.rounds.length());
    }
    return tally.measurement();
  }

  private static List<Boolean> disturbed(Measurement measurement) {
    return measurement.rounds().stream().map(Round::isDisturbed).toList();
  }

  @Test
  void it_keeps_rounds_that_nobody_disturbs() {
    Machine machine = new Machine("..");
    assertThat(disturbed(run(machine))).containsExactly(false, false);
    assertThat(machine.roundsBegun()).isEqualTo(ROUNDS);
  }

  @Test
  void it_measures_again_what_the_host_disturbs() {
    Machine machine = new Machine("x.xx.");
    assertThat(disturbed(run(machine))).containsExactly(false, false);
    assertThat(machine.roundsBegun()).isEqualTo(5);
  }

  @Test
  void it_keeps_disturbed_rounds_where_the_host_never_rests() {
    Machine machine = new Machine("xxxxx");
    Measurement kept = run(machine);
    assertThat(disturbed(kept)).containsExactly(true, true);
    assertThat(kept.stolen()).isGreaterThan(1);
    assertThat(machine.roundsBegun()).isEqualTo(ROUNDS + SPARE);
  }
}

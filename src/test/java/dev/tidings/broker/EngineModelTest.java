package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences of everything that can be done with topics and queues, against a model of lists.
 * One seed is new in every run; {@code -Dmodel.seed} runs one again, {@code -Dmodel.steps} makes it
 * longer.
 */
class EngineModelTest {
  private static final int STEPS = Integer.getInteger("model.steps", 400);

  /** Two nodes, of which one stops between the log and the queues. */
  private static final long HALF_DONE = 1510276022;

  private static final int ROUNDS = Integer.getInteger("tidings.test.rounds", 1);

  static LongStream seeds() {
    Long given = Long.getLong("model.seed");
    return given == null
        ? LongStream.concat(
            LongStream.rangeClosed(1, ROUNDS), LongStream.of(HALF_DONE, new Random().nextInt()))
        : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void both_databases_do_what_the_model_does(long seed) throws SQLException {
    List<String> onH2 = new EngineModelRun(TestDatabase.H2, seed).run(STEPS);
    List<String> onPostgreSql = new EngineModelRun(TestDatabase.POSTGRESQL, seed).run(STEPS);

    assertThat(onPostgreSql).isEqualTo(onH2);
  }
}

package dev.tidings.platform.database.h2;

import static dev.tidings.platform.database.H2OfTests.ask;
import static dev.tidings.platform.database.H2OfTests.engine;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed at any moment while its file becomes smaller. */
@Tag("slow")
@Timeout(1_800)
class H2CompactionKillTest {
  private static final int ROUNDS = Math.max(2, Integer.getInteger("tidings.test.rounds", 0));

  /** A deletion is among them. */
  private static final int LEAST_ROWS = CompactingProcess.ROWS + 100;

  private final long seed = Long.getLong("tidings.test.seed", new Random().nextLong());

  @TempDir private Path directory;

  /** In the round that has had most of them. */
  private int steps;

  @Test
  void what_was_confirmed_is_there_and_nothing_by_half() throws Exception {
    System.out.println("tidings.test.seed=" + seed);
    Random random = new Random(seed);
    long next = 1;
    for (int round = 0; round < ROUNDS; round++) {
      long confirmed = runUntilKilled(next, LEAST_ROWS + random.nextInt(CompactingProcess.ROWS));
      assertThat(confirmed).isGreaterThan(next);
      next = 1 + stored(confirmed);
    }
    assertThat(steps).isPositive();
  }

  private long runUntilKilled(long from, int rows) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CompactingProcess.class.getName(),
                    directory.toString(),
                    Long.toString(from)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = from;
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (int i = 0; i < rows; i++) {
        String[] line = output.readLine().split(" ", -1);
        last = Long.parseLong(line[0]);
        steps = Math.max(steps, Integer.parseInt(line[1]));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return last;
  }

  /** Checks what is there, and says which row is the last. */
  private long stored(long confirmed) throws Exception {
    H2Engine engine = engine(directory);
    engine.prepare();
    try (H2Connection found = engine.connect()) {
      engine.mend(found);
      long last = ask(found, "SELECT max(id) FROM label");
      long done = ask(found, "SELECT coalesce(max(id), 0) FROM done");
      assertThat(last).isGreaterThanOrEqualTo(confirmed);
      assertThat(ask(found, "SELECT count(*) FROM label")).isEqualTo(last);
      assertThat(done).isEqualTo(last / CompactingProcess.ROWS * CompactingProcess.ROWS);
      assertThat(
              ask(
                  found,
                  "SELECT count(*) FROM parcel WHERE id > %d AND length(content) = %d"
                      .formatted(done, CompactingProcess.BYTES)))
          .isEqualTo(last - done);
      assertThat(ask(found, "SELECT count(*) FROM parcel")).isEqualTo(last - done);
      return last;
    }
  }
}

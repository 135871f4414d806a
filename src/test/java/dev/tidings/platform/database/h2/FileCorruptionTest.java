package dev.tidings.platform.database.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.database.H2OfTests;
import dev.tidings.platform.database.OpenDatabase;
import dev.tidings.platform.settings.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start on a file that is not what H2 has written. */
class FileCorruptionTest {
  private static final int BLOCK = 4_096;
  private static final int HEADER = 2 * BLOCK;
  private static final int FLIPPED = 64;
  private static final int TRIALS = Math.max(12, Integer.getInteger("tidings.test.rounds", 0));

  private final Random random = new Random(Long.getLong("tidings.test.seed", 21));

  @TempDir private Path directory;
  private Path file;
  private byte[] sound;

  @BeforeEach
  void a_sound_file() throws Exception {
    H2Engine engine = H2OfTests.engine(directory);
    OpenDatabase open = OpenDatabase.open(engine);
    try (Connection connection = engine.connectForPool()) {
      H2OfTests.execute(
          connection,
          "CREATE TABLE parcel (id INT PRIMARY KEY, data VARCHAR)",
          """
          INSERT INTO parcel SELECT x, CAST(RANDOM_UUID() AS VARCHAR) FROM SYSTEM_RANGE(1, 20000)""");
    }
    open.flushes().close();
    file = directory.resolve("tidings.mv.db");
    sound = Files.readAllBytes(file);
  }

  @Test
  void a_sound_file_is_opened_and_what_its_start_writes_gets_there() throws Exception {
    assertThat(start()).isEmpty();

    assertThat(Files.readAllBytes(file)).isNotEqualTo(sound);
    assertThat(start()).isEmpty();
  }

  @Test
  void without_its_header_a_start_fails_and_changes_nothing() throws Exception {
    byte[] damaged = sound.clone();
    Arrays.fill(damaged, 0, HEADER, (byte) 'x');

    assertFailsWithoutAWrite(damaged);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, BLOCK, HEADER, HEADER + 100})
  void of_a_file_of_which_little_is_left_nothing_is_overwritten(int size) throws Exception {
    assertFailsWithoutAWrite(Arrays.copyOf(sound, size));
  }

  @Test
  void where_every_chunk_has_lost_its_header_nothing_is_overwritten() throws Exception {
    byte[] damaged = sound.clone();
    for (int begin = HEADER; begin < damaged.length; begin += BLOCK) {
      if (damaged[begin] == 'c' && damaged[begin + 1] == 'h') {
        Arrays.fill(damaged, begin, begin + 64, (byte) 0);
      }
    }

    assertFailsWithoutAWrite(damaged);
  }

  /** Whatever is found: either the file is served, or it is as it was. */
  @Test
  void wherever_bytes_are_flipped_a_start_that_fails_has_changed_nothing() throws Exception {
    Map<Found, Integer> found = new EnumMap<>(Found.class);
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] damaged = sound.clone();
      int begin = HEADER + random.nextInt(damaged.length - HEADER - FLIPPED);
      for (int i = begin; i < begin + FLIPPED; i++) {
        damaged[i] ^= (byte) 0xFF;
      }
      Files.write(file, damaged);
      Optional<String> failure = start();
      if (failure.isPresent()) {
        assertThat(Files.readAllBytes(file)).as("flipped at %d", begin).isEqualTo(damaged);
      }
      found.merge(failure.isPresent() ? Found.BY_START : readAll(), 1, Integer::sum);
    }
    System.out.println("Of " + TRIALS + " files with " + FLIPPED + " flipped bytes: " + found);
  }

  private enum Found {
    BY_START,
    BY_READING,
    NOT_AT_ALL
  }

  private Found readAll() {
    H2Engine engine = H2OfTests.engine(directory);
    try (Connection connection = engine.connect()) {
      long sum = H2OfTests.ask(connection, "SELECT sum(length(data) + id) FROM parcel");
      return sum == 20_000L * 36 + 20_000L * 20_001 / 2 ? Found.NOT_AT_ALL : Found.BY_READING;
    } catch (SQLException | RuntimeException damage) {
      return Found.BY_READING;
    }
  }

  private void assertFailsWithoutAWrite(byte[] damaged) throws IOException {
    Files.write(file, damaged);

    assertThat(start())
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .contains(file.toString(), "is damaged", "changed nothing", "backup")
                    .doesNotContain("\n"));

    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
  }

  /** Why a server cannot start on it; empty when it can. */
  private Optional<String> start() {
    try {
      OpenDatabase.open(H2OfTests.engine(directory)).flushes().close();
      return Optional.empty();
    } catch (StartFailure failure) {
      return Optional.of(failure.getMessage());
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

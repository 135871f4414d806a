package dev.tidings.fault;

import dev.tidings.fixture.DatabaseKind;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power goes away under the database, at many moments of the same load. */
@Tag("slow")
class PowerCutIT {
  /** Each image takes room on the disk of the machine until it is judged. */
  private static final int MOST_IMAGES_OF_A_LOAD = 20;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void what_was_answered_is_there_after_a_power_cut(DatabaseKind kind) throws Exception {
    Random random = FaultSettings.random("F15 on " + kind);
    for (int done = 0; done < FaultSettings.IMAGES; done += MOST_IMAGES_OF_A_LOAD) {
      int count = Math.min(FaultSettings.IMAGES - done, MOST_IMAGES_OF_A_LOAD);
      Path place = directory.resolve("load-" + done);
      try (PowerCutDisk disk = PowerCutDisk.create(place.resolve("disk"))) {
        PowerCuts cuts = new PowerCuts(kind, place, disk);
        cuts.cut(count, random, done + 1);
        cuts.judgeAll();
      }
    }
  }
}

package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidings.fault.UpgradeRace.Result;
import dev.tidings.platform.container.StaleRequestCleanup;
import dev.tidings.system.TidingsProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that come and go beside asynchronous HTTP requests get their own answers, and all do. */
@Tag("slow")
class UpgradeRaceIT {
  private static final int ROUNDS = Integer.getInteger("tidings.test.rounds", 1);
  private static final int UPGRADES_A_ROUND = 500;

  /** As many rounds as it takes to see the defect almost certainly. */
  private static final int ROUNDS_OF_CONTROL = 20;

  @TempDir Path directory;

  @Test
  void every_login_is_answered_and_nothing_else_comes() {
    try (TidingsProcess server = TidingsProcess.start(directory)) {
      Result result = race(server);

      assertThat(result.wrong()).isEmpty();
      assertThat(result.silent()).isZero();
      assertThat(result.logins()).isEqualTo(ROUNDS * UPGRADES_A_ROUND);
      assertThat(result.answers()).isPositive();
      assertThat(mixedUp(server)).isEmpty();
    }
  }

  /** Otherwise the test above would not see the defect, or Payara no longer has it. */
  @Test
  void without_the_workaround_requests_get_mixed_up() throws IOException {
    assumeTrue(ROUNDS >= ROUNDS_OF_CONTROL, "takes long");
    Path jar = ChangedJar.without(StaleRequestCleanup.class, directory);
    try (TidingsProcess server = TidingsProcess.start(jar, directory)) {
      Result result = race(server);

      assertThat(mixedUp(server).size() + result.silent() + result.wrong().size()).isPositive();
    }
  }

  private static Result race(TidingsProcess server) {
    URI address = URI.create("http://127.0.0.1:" + server.port());
    Result result =
        new UpgradeRace(address, TidingsProcess.DEMO_PASSWORD, ROUNDS * UPGRADES_A_ROUND).run();
    System.out.println(result + " and in the log " + mixedUp(server).size() + " errors");
    return result;
  }

  /** What Payara logs when it recycles a request that is in use. */
  private static List<String> mixedUp(TidingsProcess server) {
    return server
        .output()
        .lines()
        .filter(line -> line.contains("has not been set") || line.contains("WELD-000225"))
        .toList();
  }
}

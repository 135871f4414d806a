package dev.tidings.bench;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures one build, or two in turn, at fixed rates: what a message costs the server, and how long
 * it takes. Both builds run at the same time, each on a database of its own, and only one of them
 * has a load at any time. They take turns for each round, and each begins every other time, so that
 * what changes slowly, such as a virtual machine that still compiles, or a disk that others use,
 * concerns both. As the same build is faster or slower from one start to the next, both are started
 * several times.
 */
final class Comparison {
  private final Options options;
  private final Table rounds;
  private final ComparisonTable table = new ComparisonTable();
  private final List<FixedRateLoad> loads;

  Comparison(Options options, Table rounds) {
    this.options = options;
    this.rounds = rounds;
    loads = options.fixedRateLoads();
  }

  /** On each server that there are builds for, and each database. */
  void run() throws SQLException {
    Map<String, List<Build>> byServer = new LinkedHashMap<>();
    for (Build build : options.builds()) {
      byServer.computeIfAbsent(build.server(), server -> new ArrayList<>()).add(build);
    }
    for (List<Build> builds : byServer.values()) {
      for (String database : options.databases()) {
        run(builds, DatabaseKind.of(database));
      }
    }
    System.out.println(table.markdown());
  }

  private void run(Collection<Build> builds, DatabaseKind kind) throws SQLException {
    Path directory = options.output().resolve("comparison").toAbsolutePath();
    Directories.delete(directory);
    try {
      Files.createDirectories(directory);
      try (BenchDatabase database = BenchDatabase.open(kind, directory)) {
        for (int launch = 1; launch <= options.launches(); launch++) {
          launch(new ArrayList<>(builds), database, directory, launch);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      rounds.write(options.output());
      table.write(options.output());
      Directories.delete(directory);
    }
  }

  /** Starts all builds and runs all loads on them. */
  private void launch(List<Build> builds, BenchDatabase database, Path directory, int number) {
    List<RunningBuild> running = new ArrayList<>();
    try {
      for (Build build : builds) {
        String name = build.label() + "_" + number;
        running.add(
            RunningBuild.start(build, database, directory.resolve(name), name, options, rounds));
      }
      warmUp(running);
      for (FixedRateLoad load : loads) {
        for (int round = 0; round < options.timing().rounds(); round++) {
          running.forEach(build -> measure(build, load, database));
          Collections.reverse(running);
        }
      }
    } finally {
      running.forEach(RunningBuild::close);
    }
  }

  /** Every load for a while on every build, which is measured by nobody. */
  private void warmUp(List<RunningBuild> running) {
    Duration each = options.firstWarmUp().dividedBy(loads.size());
    for (FixedRateLoad load : loads) {
      for (RunningBuild build : running) {
        load.prepare(build.bench());
        load.run(build.bench(), Timing.once(each));
      }
    }
  }

  /** Again, if the host of the machine disturbed it. */
  private void measure(RunningBuild running, FixedRateLoad load, BenchDatabase database) {
    Timing timing = new Timing(options.timing().warmUp(), options.timing().round(), 1, 0);
    Measurement measured = load.run(running.bench(), timing);
    for (int spare = options.timing().spare(); spare > 0 && measured.isDisturbed(); spare--) {
      measured = load.run(running.bench(), timing);
    }
    Build build = running.build();
    running
        .bench()
        .add(
            new Result(build.server() + " " + build.label(), load.title(), "messages/s", measured));
    table.add(build, database.title(), load, measured);
  }
}

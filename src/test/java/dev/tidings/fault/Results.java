package dev.tidings.fault;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.tidings.fixture.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stays after a run: a row for each round, what nodes printed, and the logs of bad rounds. */
final class Results {
  private static final Path HOME = Path.of("target", "fault").toAbsolutePath();
  private static final Path ROUNDS = HOME.resolve("rounds.csv");

  private Results() {}

  /** An empty directory for the logs of a round. */
  static Path newLogs(String round) {
    Path logs = HOME.resolve("logs").resolve(round);
    Directories.delete(logs);
    return logs;
  }

  /** Adds a row to those of earlier runs. */
  static synchronized void file(String round, Verdict verdict, String recoverySeconds) {
    String names =
        Arrays.stream(Counter.values()).map(Counter::column).collect(Collectors.joining(","));
    String counts =
        Arrays.stream(Counter.values())
            .map(counter -> Long.toString(verdict.of(counter)))
            .collect(Collectors.joining(","));
    try {
      Files.createDirectories(HOME);
      if (Files.notExists(ROUNDS)) {
        Files.writeString(ROUNDS, "row,database,round,seed," + names + ",recovery-seconds\n");
      }
      Files.writeString(
          ROUNDS,
          "%s,%d,%s,%s\n".formatted(round, FaultSettings.SEED, counts, recoverySeconds),
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Saves what nodes that worked in that directory have printed. */
  static void keepOutput(Path directory) {
    Path kept = HOME.resolve("nodes");
    try (Stream<Path> files = Files.list(directory)) {
      Files.createDirectories(kept);
      for (Path file : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        Files.copy(file, kept.resolve(file.getFileName()), REPLACE_EXISTING);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

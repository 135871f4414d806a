package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** One fault with all that clients did around it, up to its verdict. */
final class Round implements AutoCloseable {
  private static final Path RESULTS = Path.of("target", "fault", "rounds.csv").toAbsolutePath();
  private static final double NANOS = 1e9;

  private final String row;
  private final String database;
  private final int number;
  private final Path logs;
  private final List<EventLog> open = new ArrayList<>();
  private final EventLog faults;

  /**
   * @param row which row of the fault matrix
   * @param logs where the clients write, which is not where the database is
   */
  Round(String row, Store store, int number, Path logs) {
    this.row = row;
    this.database = store.name();
    this.number = number;
    this.logs = logs.resolve(row + "-" + number);
    this.faults = log("faults");
  }

  /** What messages of this round begin with. */
  String run() {
    return row + "-" + number + "-" + Long.toHexString(FaultSettings.SEED);
  }

  Path logs() {
    return logs;
  }

  EventLog log(String client) {
    EventLog log = new EventLog(logs, client);
    open.add(log);
    return log;
  }

  /** Writes down that the fault happens now. */
  void fault() {
    faults.write(Event.of(Action.FAULT, Outcome.INVOKE, 0));
  }

  /** Judges everything that the clients wrote, together with what was found in the database. */
  void judge(List<String> subscriptions, Verdict found) {
    EventLogs all = EventLogs.in(logs);
    Verdict verdict = Checker.check(all, subscriptions).add(found);
    report(verdict, recoverySeconds(all));
  }

  /** Prints and files the verdict, which must be clean. */
  void report(Verdict verdict, String recoverySeconds) {
    System.out.printf(
        "%s on %s, round %d: %s, recovery-seconds %s%n",
        row, database, number, verdict, recoverySeconds);
    file(verdict, recoverySeconds);
    assertThat(verdict.isClean())
        .as("%s on %s, round %d, seed %d: %s", row, database, number, FaultSettings.SEED, verdict)
        .isTrue();
  }

  /** From the fault to the first answer with success to a publisher who asked after it. */
  private static String recoverySeconds(EventLogs logs) {
    Recovery recovery = new Recovery();
    logs.forEach(recovery::readFault);
    logs.forEach(recovery::readCall);
    OptionalLong nanos = recovery.nanos();
    return nanos.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", nanos.getAsLong() / NANOS);
  }

  private void file(Verdict verdict, String recoverySeconds) {
    String columns =
        Arrays.stream(Counter.values()).map(Counter::column).collect(Collectors.joining(","));
    String counts =
        Arrays.stream(Counter.values())
            .map(counter -> Long.toString(verdict.of(counter)))
            .collect(Collectors.joining(","));
    try {
      Files.createDirectories(RESULTS.getParent());
      if (Files.notExists(RESULTS)) {
        Files.writeString(RESULTS, "row,database,round,seed," + columns + ",recovery-seconds\n");
      }
      Files.writeString(
          RESULTS,
          "%s,%s,%d,%d,%s,%s%n"
              .formatted(row, database, number, FaultSettings.SEED, counts, recoverySeconds),
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    open.forEach(EventLog::close);
  }
}

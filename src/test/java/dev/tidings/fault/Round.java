package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.Directories;
import dev.tidings.fixture.NodeDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** One fault with all that clients did around it, up to its verdict. */
final class Round implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final String row;
  private final String database;
  private final int number;
  private final Path logs;
  private final List<EventLog> open = new ArrayList<>();
  private final EventLog faults;

  /**
   * Begins it, with logs that are not where the database is.
   *
   * @param row which row of the fault matrix
   */
  Round(String row, NodeDatabase store, int number) {
    this.row = row;
    this.database = store.name();
    this.number = number;
    this.logs = Results.newLogs("%s-%s-%d".formatted(row, database, number));
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

  /** Prints and files the verdict, which must be clean. The logs of a clean round go away. */
  void report(Verdict verdict, String recoverySeconds) {
    String title = "%s on %s, round %d".formatted(row, database, number);
    System.out.printf("%s: %s, recovery-seconds %s%n", title, verdict, recoverySeconds);
    Results.file("%s,%s,%d".formatted(row, database, number), verdict, recoverySeconds);
    assertThat(verdict.isClean())
        .as("%s, seed %d, logs in %s: %s", title, FaultSettings.SEED, logs, verdict)
        .isTrue();
    forget();
  }

  /** Deletes the logs, which nobody needs any more. */
  void forget() {
    close();
    Directories.delete(logs);
  }

  /** From the fault to the first answer with success to a publisher who asked after it. */
  private static String recoverySeconds(EventLogs logs) {
    Recovery recovery = new Recovery();
    logs.forEach(recovery::readFault);
    logs.forEach(recovery::readCall);
    OptionalLong nanos = recovery.nanos();
    return nanos.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", nanos.getAsLong() / NANOS);
  }

  @Override
  public void close() {
    open.forEach(EventLog::close);
  }
}

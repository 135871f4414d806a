package dev.tidings.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What whoever started the benchmarks wants, as docs/performance.md explains. */
final class Options {
  private static final Set<String> KNOWN =
      Set.of(
          "full",
          "alternatives",
          "transactional-event",
          "before",
          "after",
          "launches",
          "loads",
          "publish-rate",
          "batch-rate",
          "databases",
          "scenarios",
          "first-warm-up",
          "warm-up",
          "round",
          "rounds",
          "message-size",
          "queue-length",
          "java-options",
          "wildfly",
          "profile",
          "output");

  /** For each round, in place of those that the host of the machine disturbs. */
  private static final int SPARE_ROUNDS = 4;

  private final Map<String, String> given;

  private Options(Map<String, String> given) {
    this.given = given;
  }

  /** Reads arguments of the form {@code --name} or {@code --name=value}. */
  static Options of(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "%s is none of --%s".formatted(argument, String.join(", --", KNOWN)));
      }
      given.put(name, parts.length == 2 ? parts[1] : "true");
    }
    return new Options(given);
  }

  boolean isFull() {
    return given.containsKey("full");
  }

  /** Whether packaged builds are measured at fixed rates, in place of the scenarios. */
  boolean isComparison() {
    return given.containsKey("before") || given.containsKey("after");
  }

  /** The builds that are measured, those before a change first. */
  List<Build> builds() {
    return Stream.of("before", "after").flatMap(this::builds).toList();
  }

  private Stream<Build> builds(String label) {
    Path home = wildFlyHome();
    return Stream.of(given.getOrDefault(label, "").split(","))
        .filter(file -> !file.isEmpty())
        .map(file -> new Build(label, Path.of(file).toAbsolutePath(), home));
  }

  /** Whether Tidings is measured beside its alternatives, in place of the scenarios. */
  boolean isAlternatives() {
    return given.containsKey("alternatives");
  }

  /** All of them, or those that are asked for. */
  List<Alternative> alternatives() {
    String named = given.getOrDefault("alternatives", "true");
    return named.equals("true")
        ? List.of(Alternative.values())
        : Stream.of(named.split(",")).map(Alternative::of).toList();
  }

  /** The directory with the jars of another transactional-event than that of the build. */
  Optional<Path> transactionalEvent() {
    return Optional.ofNullable(given.get("transactional-event")).map(Path::of);
  }

  /** How often both builds are started. */
  int launches() {
    return (int) number("launches", 3);
  }

  /** All of them, or those that are asked for by their numbers. */
  List<FixedRateLoad> fixedRateLoads() {
    int batchRate = (int) number("batch-rate", 5_000);
    List<FixedRateLoad> all =
        List.of(
            new PublishAtRate(1, (int) number("publish-rate", 1_500)),
            new PublishAtRate(100, batchRate),
            new ReceiveAtRate(100, batchRate),
            new DeliverAtRate(500),
            new DeliverAtRate(2_000));
    return Stream.of(given.getOrDefault("loads", "1,2,3,4,5").split(","))
        .map(number -> all.get(Integer.parseInt(number) - 1))
        .toList();
  }

  List<String> databases() {
    return List.of(given.getOrDefault("databases", "h2,postgresql").split(","));
  }

  List<String> scenarios() {
    return List.of(given.getOrDefault("scenarios", "S1,S2,S3,S4,S5,S6,S7,S11,S13").split(","));
  }

  /** Of a server that has just started. */
  Duration firstWarmUp() {
    return seconds("first-warm-up", byKind(45, 60, 60, 25));
  }

  Timing timing() {
    return new Timing(
        seconds("warm-up", isComparison() ? 3 : isFull() ? 30 : 2),
        seconds("round", byKind(8, 10, 60, 4)),
        rounds(),
        SPARE_ROUNDS * rounds());
  }

  private int rounds() {
    return (int) number("rounds", byKind(2, 3, 3, 1));
  }

  /** What is the default depends on what is to be measured. */
  private long byKind(long alternatives, long comparison, long full, long others) {
    if (isAlternatives()) {
      return alternatives;
    }
    return isComparison() ? comparison : isFull() ? full : others;
  }

  /** Bytes of data in each message. */
  int messageSize() {
    return (int) number("message-size", 1_024);
  }

  /** How many messages wait in a queue that is emptied. */
  int queueLength() {
    return (int) number("queue-length", isFull() ? 1_000_000 : 100_000);
  }

  /**
   * Of the server's virtual machine, with those of the profiler.
   *
   * @param name of what is recorded
   */
  List<String> serverOptions(String name) {
    List<String> all = new ArrayList<>(javaOptions());
    if (isProfiled()) {
      all.add("-XX:+UnlockDiagnosticVMOptions");
      all.add("-XX:+DebugNonSafepoints");
      all.add(
          "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
              + output().resolve(name + ".jfr").toAbsolutePath());
    }
    return all;
  }

  /** Of the server's virtual machine. */
  List<String> javaOptions() {
    String all = given.getOrDefault("java-options", "");
    return all.isEmpty() ? List.of() : List.of(all.split(","));
  }

  /** The directory of a WildFly to measure in place of Payara Micro. */
  Optional<Path> wildFly() {
    return Optional.ofNullable(given.get("wildfly")).map(Path::of).map(Path::toAbsolutePath);
  }

  /** The same, or the one that the build has unpacked, for what only runs on WildFly. */
  Path wildFlyHome() {
    return wildFly().orElse(Path.of("target", "wildfly-39.0.1.Final").toAbsolutePath());
  }

  /** Whether the server records where it spends its time. */
  boolean isProfiled() {
    return given.containsKey("profile");
  }

  Path output() {
    return Path.of(given.getOrDefault("output", "target/bench"));
  }

  private Duration seconds(String name, long unlessGiven) {
    return Duration.ofSeconds(number(name, unlessGiven));
  }

  private long number(String name, long unlessGiven) {
    return given.containsKey(name) ? Long.parseLong(given.get(name)) : unlessGiven;
  }
}

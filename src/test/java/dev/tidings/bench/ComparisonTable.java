package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the builds cost beside each other: of each figure the median of all rounds, and in brackets
 * the lowest and the highest.
 */
final class ComparisonTable {
  private static final String HEAD =
      """
      | server | database | load | build | messages/s | server CPU µs a message | p50 ms | p99 ms | CPU ratio | |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  /** The first build may be exceeded by that much. */
  private static final double TOLERANCE = 1.05;

  /** Below that part of the rate that was asked for, the load is not the same for all. */
  private static final double REACHED = 0.97;

  /** What is compared. */
  private record Subject(String server, String database, FixedRateLoad load) {}

  private final Map<Subject, Map<String, List<Round>>> rounds = new LinkedHashMap<>();

  void add(Build build, String database, FixedRateLoad load, Measurement measured) {
    rounds
        .computeIfAbsent(
            new Subject(build.server(), database, load), subject -> new LinkedHashMap<>())
        .computeIfAbsent(build.label(), label -> new ArrayList<>())
        .addAll(measured.rounds());
  }

  String markdown() {
    return rounds.entrySet().stream()
        .map(entry -> lines(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("", HEAD, ""));
  }

  /** Each build is compared with the first one. */
  private static String lines(Subject subject, Map<String, List<Round>> builds) {
    StringBuilder lines = new StringBuilder();
    double first = 0;
    for (Map.Entry<String, List<Round>> build : builds.entrySet()) {
      Measurement measured = new Measurement(build.getValue());
      List<String> cells =
          new ArrayList<>(
              List.of(
                  subject.server(), subject.database(), subject.load().title(), build.getKey()));
      cells.addAll(figures(measured));
      cells.add(first > 0 ? decimal("%.3f", measured.serverMicros() / first) : "");
      cells.add(verdict(subject.load(), measured, first));
      lines.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
      first = first > 0 ? first : measured.serverMicros();
    }
    return lines.toString();
  }

  private static List<String> figures(Measurement measured) {
    return List.of(
        decimal("%.0f", measured.rate()),
        "%s (%s–%s)"
            .formatted(
                decimal("%.1f", measured.serverMicros()),
                decimal("%.1f", measured.lowestServerMicros()),
                decimal("%.1f", measured.highestServerMicros())),
        latency(measured, 50),
        latency(measured, 99));
  }

  private static String latency(Measurement measured, double percentile) {
    return "%s (%s–%s)"
        .formatted(
            decimal("%.2f", measured.millis(percentile)),
            decimal("%.2f", measured.lowestMillis(percentile)),
            decimal("%.2f", measured.highestMillis(percentile)));
  }

  private static String verdict(FixedRateLoad load, Measurement measured, double first) {
    if (measured.rate() < REACHED * load.rate()) {
      return "RATE NOT REACHED";
    }
    if (first == 0) {
      return "";
    }
    return measured.serverMicros() <= TOLERANCE * first ? "no slower" : "SLOWER";
  }

  void write(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("comparison.md"), markdown());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decimal(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}

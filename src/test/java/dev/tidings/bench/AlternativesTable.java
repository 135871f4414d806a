package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tidings beside its alternatives under each load: the median of all rounds, and their range. */
final class AlternativesTable {
  private static final String HEAD =
      """
      | load | | messages/s | range | Tidings is faster by | p50 ms | p99 ms | flushes a message | server CPU µs | stolen % |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  private final Map<String, Map<Alternative, Measurement>> measured = new LinkedHashMap<>();

  void add(String load, Alternative alternative, Measurement measurement) {
    measured
        .computeIfAbsent(load, all -> new EnumMap<>(Alternative.class))
        .put(alternative, measurement);
  }

  String markdown() {
    return measured.entrySet().stream()
        .map(load -> lines(load.getKey(), load.getValue()))
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static String lines(String load, Map<Alternative, Measurement> all) {
    Optional<Measurement> tidings = Optional.ofNullable(all.get(Alternative.TIDINGS));
    return all.entrySet().stream()
        .map(
            one ->
                cells(load, one.getKey(), one.getValue(), tidings).stream()
                    .collect(Collectors.joining(" | ", "| ", " |\n")))
        .collect(Collectors.joining());
  }

  private static List<String> cells(
      String load, Alternative alternative, Measurement one, Optional<Measurement> tidings) {
    return List.of(
        load,
        alternative.title(),
        decimal("%,.0f", one.rate()),
        decimal("%,.0f", one.lowestRate()) + "–" + decimal("%,.0f", one.highestRate()),
        alternative == Alternative.TIDINGS
            ? ""
            : tidings.map(ours -> decimal("%.2f ×", ours.rate() / one.rate())).orElse(""),
        latency(one, 50),
        latency(one, 99),
        one.flushesPerThousand().stream()
            .mapToObj(flushes -> decimal("%.2f", flushes / 1_000))
            .collect(Collectors.joining()),
        decimal("%.0f", one.serverMicros()),
        decimal("%.2f", one.stolen() * 100));
  }

  /** Nobody knows how long a listener took for one message. */
  private static String latency(Measurement one, double percentile) {
    double millis = one.millis(percentile);
    return millis > 0 ? decimal("%.2f", millis) : "";
  }

  void write(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("alternatives.md"), markdown());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decimal(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}

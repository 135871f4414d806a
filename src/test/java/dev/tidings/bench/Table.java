package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All results, as Markdown for people and as CSV for programs. */
final class Table {
  private static final String MARKDOWN_HEAD =
      """
      | database | scenario | what | rate | range | p50 ms | p99 ms | p99.9 ms | flushes per 1,000 | server CPU µs | client CPU µs | stolen % | ratio | at least | aim | | also |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;
  private static final String CSV_HEAD =
      "database,scenario,what,unit,rate,lowest,highest,p50_ms,p99_ms,p99.9_ms,flushes_per_1000,"
          + "server_cpu_us,client_cpu_us,stolen_percent,ratio,limit,at_least,aim,verdict\n";

  private static final List<Double> LATENCIES = List.of(50.0, 99.0, 99.9);

  private final StringBuilder markdown = new StringBuilder();
  private final StringBuilder csv = new StringBuilder(CSV_HEAD);

  Table(String heading) {
    markdown.append(heading).append("\n").append(MARKDOWN_HEAD);
  }

  /** Adds a line, and prints it for whoever is waiting. */
  void add(String database, Result result) {
    String line = markdown(database, result);
    markdown.append(line).append('\n');
    csv.append(csv(database, result));
    System.out.println(line);
  }

  void write(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("results.md"), markdown);
      Files.writeString(directory.resolve("results.csv"), csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String markdown(String database, Result result) {
    Measurement measured = result.measurement();
    List<String> cells = new ArrayList<>(List.of(database, result.scenario(), result.subject()));
    cells.add("%s %s".formatted(rate(measured.rate()), result.unit()));
    cells.add(range(measured));
    LATENCIES.forEach(percentile -> cells.add(latency(measured, percentile)));
    cells.addAll(costs(measured));
    cells.addAll(first(result.ratios()));
    cells.add(result.ratios().stream().skip(1).map(Table::text).collect(Collectors.joining(", ")));
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String range(Measurement measured) {
    return measured.rounds().size() == 1
        ? ""
        : rate(measured.lowestRate()) + "–" + rate(measured.highestRate());
  }

  private static String latency(Measurement measured, double percentile) {
    String median = decimal(measured.millis(percentile));
    return measured.rounds().size() == 1
        ? median
        : "%s, %s–%s"
            .formatted(
                median,
                decimal(measured.lowestMillis(percentile)),
                decimal(measured.highestMillis(percentile)));
  }

  /** Flushes, processor time, and what the host took of the latter. */
  private static List<String> costs(Measurement measured) {
    return List.of(
        measured.flushesPerThousand().stream().mapToObj(Table::decimal).findFirst().orElse(""),
        micros(measured.serverMicros()),
        micros(measured.clientMicros()),
        decimal(100 * measured.stolen()));
  }

  private static String micros(double micros) {
    return micros > 0 ? decimal(micros) : "";
  }

  /** The ratio that counts, with what it is to be. */
  private static List<String> first(List<Ratio> ratios) {
    if (ratios.isEmpty()) {
      return List.of("", "", "", "");
    }
    Ratio ratio = ratios.get(0);
    return ratio
        .target()
        .map(
            target ->
                List.of(
                    text(ratio),
                    target.enoughText(),
                    target.aimText(),
                    target.verdict(ratio.value())))
        .orElseGet(() -> List.of(text(ratio), "", "", ""));
  }

  private static String text(Ratio ratio) {
    return "%s × %s".formatted(decimal(ratio.value()), ratio.limit());
  }

  /** A line for each ratio, or one without. */
  private static String csv(String database, Result result) {
    Measurement measured = result.measurement();
    List<String> common =
        new ArrayList<>(List.of(database, result.scenario(), result.subject(), result.unit()));
    common.add(decimal(measured.rate()));
    common.add(decimal(measured.lowestRate()));
    common.add(decimal(measured.highestRate()));
    LATENCIES.forEach(percentile -> common.add(decimal(measured.millis(percentile))));
    common.addAll(costs(measured));
    String begin = common.stream().map(Table::quoted).collect(Collectors.joining(","));
    if (result.ratios().isEmpty()) {
      return begin + ",,,,,\n";
    }
    return result.ratios().stream()
        .map(ratio -> "%s,%s\n".formatted(begin, csv(ratio)))
        .collect(Collectors.joining());
  }

  private static String csv(Ratio ratio) {
    String target =
        ratio
            .target()
            .map(
                wanted ->
                    "%s,%s,%s"
                        .formatted(
                            wanted.enoughText(), wanted.aimText(), wanted.verdict(ratio.value())))
            .orElse(",,");
    return "%s,%s,%s".formatted(decimal(ratio.value()), quoted(ratio.limit()), target);
  }

  private static String quoted(String text) {
    return text.contains(",") ? "\"" + text + "\"" : text;
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 100 ? "%.1f" : "%,.0f", rate);
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, number < 10 ? "%.3f" : "%.1f", number);
  }
}

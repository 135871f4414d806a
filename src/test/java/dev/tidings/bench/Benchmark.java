package dev.tidings.bench;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.Directories;
import dev.tidings.fixture.WildFlyCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Measures, and prints and writes a table. Any failed request ends it. */
public final class Benchmark {
  private static final Map<String, Scenario> SCENARIOS =
      Map.ofEntries(
          Map.entry("S1", new PublishScenario()),
          Map.entry("S2", new BatchScenario()),
          Map.entry("S3", new FanOutScenario()),
          Map.entry("S4", new DrainScenario()),
          Map.entry("S5", new LatencyScenario()),
          Map.entry("S6", new BacklogScenario()),
          Map.entry("S7", new SocketScenario().then(new IdleSocketScenario())),
          Map.entry("S11", new BusinessScenario()),
          Map.entry("S13", new InProcessScenario()),
          Map.entry("S14", new JobScenario()),
          Map.entry("S15", new PublishStreamScenario().then(new ReceiveStreamScenario())),
          Map.entry("S16", new WarmUpScenario()));

  /** What it does to the schema is no result. */
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private final Options options;
  private final Table table;

  private Benchmark(Options options) {
    this.options = options;
    this.table = new Table(heading(options));
  }

  /** Takes the options of docs/performance.md. */
  public static void main(String[] arguments) throws SQLException {
    FLYWAY.setLevel(Level.SEVERE);
    Options options = Options.of(arguments);
    if (options.isAlternatives()) {
      new Alternatives(options).run();
    } else if (options.isComparison()) {
      new Comparison(options, new Table(heading(options))).run();
    } else {
      new Benchmark(options).run();
    }
  }

  private static String heading(Options options) {
    Timing timing = options.timing();
    return """
        %s; %d processors, load %.2f at the start; JDK %s with %s; messages of %,d bytes; each point \
        %d × %d s after %d s.
        """
        .formatted(
            servers(options),
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            Runtime.version(),
            options.javaOptions().isEmpty()
                ? "no options"
                : String.join(" ", options.javaOptions()),
            options.messageSize(),
            timing.rounds(),
            timing.round().toSeconds(),
            timing.warmUp().toSeconds());
  }

  private static String servers(Options options) {
    if (options.isComparison()) {
      return options.builds().stream()
          .map(build -> "%s: %s".formatted(build.label(), build.file()))
          .collect(Collectors.joining(", "));
    }
    return options.wildFly().map(home -> home.getFileName().toString()).orElse("Payara Micro");
  }

  private void run() throws SQLException {
    for (String database : options.databases()) {
      Path directory = options.output().resolve(database).toAbsolutePath();
      Directories.delete(directory);
      try {
        Files.createDirectories(directory);
        run(database, directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        table.write(options.output());
        Directories.delete(directory);
      }
    }
    System.out.println("Written to " + options.output().resolve("results.md"));
  }

  private void run(String name, Path directory) throws SQLException {
    try (BenchDatabase database = BenchDatabase.open(DatabaseKind.of(name), directory);
        BenchServer server =
            BenchServer.start(
                directory, database.create("tidings"), this::command, options.serverOptions(name));
        Load load = new Load(server.port(), server)) {
      database.createBare();
      Bench bench =
          new Bench(
              database,
              server,
              load,
              new Stage(load),
              new Limits(database, directory, options),
              options,
              table);
      warmUp(bench);
      for (String scenario : options.scenarios()) {
        SCENARIOS.get(scenario).run(bench);
      }
    }
  }

  private List<String> command(Path directory, int port) {
    Path war = BenchWar.build(directory);
    return options
        .wildFly()
        .map(home -> WildFlyCommand.of(home, directory, war, port))
        .orElseGet(() -> PayaraCommand.of(war, port));
  }

  /** Servers are slow for their first half minute. */
  private static void warmUp(Bench bench) {
    bench.stage().topic("warm-up");
    bench.stage().subscribe(bench.stage().readers(1), "warm-up");
    bench
        .load()
        .run(
            List.of(bench.publishers(16, "warm-up", 1), bench.publishersOfNothing(16)),
            Timing.once(bench.options().firstWarmUp()));
  }
}

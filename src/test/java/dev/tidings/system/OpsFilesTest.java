package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidings.transport.metrics.Scrapes;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules and the dashboard in {@code ops/} use metrics that there are, and alert as they say.
 */
class OpsFilesTest {
  private static final Path RULES = Path.of("ops/prometheus/tidings-alerts.yml");
  private static final Path DASHBOARD = Path.of("ops/grafana/tidings-dashboard.json");
  private static final Pattern NAME = Pattern.compile("\\b(?:tidings|jvm|process)_[a-z0-9_]+\\b");
  private static final Pattern SELECTOR = Pattern.compile("\\b(tidings_[a-z0-9_]+)\\{([^}]*)\\}");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~|!=|=)\"");

  /** What Prometheus itself adds. */
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

  private static String metrics() {
    Scrapes scrapes = new Scrapes(1_000);
    scrapes.topics(1);
    return scrapes.text();
  }

  private static Set<String> namesIn(String text) {
    return NAME.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ops/prometheus/tidings-alerts.yml",
        "ops/prometheus/tidings-alerts-test.yml",
        "ops/grafana/tidings-dashboard.json"
      })
  void every_metric_that_is_used_exists(String file) throws IOException {
    Set<String> used = namesIn(Files.readString(Path.of(file)));

    assertThat(used).isNotEmpty();
    assertThat(namesIn(metrics())).containsAll(used);
  }

  @Test
  void every_label_that_is_selected_is_one_of_its_metric() throws IOException {
    String metrics = metrics();
    String used = Files.readString(RULES) + expressions();
    List<String> selected = new ArrayList<>();
    SELECTOR
        .matcher(used)
        .results()
        .forEach(
            found ->
                LABEL
                    .matcher(found.group(2))
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !OF_PROMETHEUS.contains(label))
                    .forEach(label -> selected.add(found.group(1) + " " + label)));

    assertThat(selected)
        .isNotEmpty()
        .allSatisfy(
            one -> {
              String[] words = one.split(" ", -1);
              assertThat(metrics)
                  .containsPattern(Pattern.quote(words[0]) + "\\{[^}]*\\b" + words[1] + "=\"");
            });
  }

  private static String expressions() throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(DASHBOARD))) {
      return reader.readObject().getJsonArray("panels").getValuesAs(JsonObject.class).stream()
          .flatMap(panel -> panel.getJsonArray("targets").getValuesAs(JsonObject.class).stream())
          .map(target -> target.getString("expr"))
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void panels_of_the_dashboard_have_titles_of_their_own_and_places_of_their_own()
      throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(DASHBOARD))) {
      List<JsonObject> panels =
          reader.readObject().getJsonArray("panels").getValuesAs(JsonObject.class);

      assertThat(panels).extracting(panel -> panel.getString("title")).doesNotHaveDuplicates();
      assertThat(panels)
          .extracting(panel -> panel.getJsonObject("gridPos"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void every_alert_has_a_test_that_provokes_it() throws IOException {
    String tests = Files.readString(Path.of("ops/prometheus/tidings-alerts-test.yml"));
    Set<String> alerts = new TreeSet<>();
    Pattern.compile("alert: (\\w+)")
        .matcher(Files.readString(RULES))
        .results()
        .forEach(found -> alerts.add(found.group(1)));

    assertThat(alerts).hasSizeGreaterThanOrEqualTo(6);
    assertThat(alerts)
        .allSatisfy(
            alert ->
                assertThat(tests)
                    .containsPattern("alertname: " + alert + "\\s+exp_alerts:\\s+- exp_labels"));
  }

  @Test
  void promtool_accepts_the_rules_and_their_tests() throws Exception {
    Optional<Path> promtool = promtool();
    assumeTrue(promtool.isPresent(), "There is no promtool, so the rules were not checked by it.");

    assertThat(run(promtool.get(), "check", "rules", "tidings-alerts.yml")).isZero();
    assertThat(run(promtool.get(), "test", "rules", "tidings-alerts-test.yml")).isZero();
  }

  @Test
  void promtool_accepts_the_metrics() throws Exception {
    Optional<Path> promtool = promtool();
    assumeTrue(
        promtool.isPresent(), "There is no promtool, so the metrics were not checked by it.");
    Process process =
        new ProcessBuilder(promtool.get().toString(), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    String ours =
        metrics()
            .lines()
            .filter(line -> line.contains("tidings_"))
            .collect(Collectors.joining("\n"));
    process.getOutputStream().write((ours + "\n").getBytes(UTF_8));
    process.getOutputStream().close();

    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static int run(Path promtool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(promtool.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(RULES.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    assertThat(status).as(output).isZero();
    return status;
  }

  private static Optional<Path> promtool() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(directory -> Path.of(directory, "promtool"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}

package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing of what the build delivers is known to be vulnerable. */
class AdvisoriesTest {
  private static final Path ADVISORIES = Path.of("security", "advisories.csv");
  private static final Path BILL_OF_MATERIALS = Path.of("target", "bom.json");
  private static final Pattern ID = Pattern.compile("CVE-\\d{4}-\\d{4,}|GHSA(-[a-z0-9]{4}){3}");

  /** Versions up to and without the last are affected. */
  private record Advisory(
      String component, String affectedFrom, String fixedIn, String id, String source) {
    boolean concerns(Component one) {
      return component.equals(one.name())
          && compare(one.version(), affectedFrom) >= 0
          && compare(one.version(), fixedIn) < 0;
    }
  }

  private record Component(String name, String version) {}

  @Test
  void nothing_that_is_delivered_is_affected() throws IOException {
    assumeTrue(Files.exists(BILL_OF_MATERIALS), "made by mvn process-classes");
    List<Component> delivered = components();

    assertThat(delivered).extracting(Component::name).contains("com.h2database:h2");
    assertThat(affected(delivered)).isEmpty();
  }

  @Test
  void an_affected_version_is_found() throws IOException {
    Component old = new Component("com.h2database:h2", "1.4.200");
    Component fixed = new Component("com.h2database:h2", "2.1.210");
    Component other = new Component("com.example:h2", "1.4.200");

    assertThat(affected(List.of(old, fixed, other)))
        .containsExactly(old + " CVE-2021-23463", old + " CVE-2021-42392", old + " CVE-2022-23221");
  }

  @Test
  void every_advisory_has_its_id_its_versions_and_its_source() throws IOException {
    assertThat(advisories())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(
            advisory -> {
              assertThat(advisory.id()).matches(ID);
              assertThat(advisory.source()).startsWith("https://");
              assertThat(compare(advisory.affectedFrom(), advisory.fixedIn())).isNegative();
            });
  }

  private static List<String> affected(List<Component> components) throws IOException {
    List<Advisory> advisories = advisories();
    return components.stream()
        .flatMap(
            one ->
                advisories.stream()
                    .filter(advisory -> advisory.concerns(one))
                    .map(advisory -> one + " " + advisory.id()))
        .toList();
  }

  private static List<Advisory> advisories() throws IOException {
    return Files.readAllLines(ADVISORIES).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(parts -> new Advisory(parts[0], parts[1], parts[2], parts[3], parts[4]))
        .toList();
  }

  private static List<Component> components() throws IOException {
    try (JsonReader reader = Json.createReader(Files.newInputStream(BILL_OF_MATERIALS))) {
      return reader.readObject().getJsonArray("components").getValuesAs(JsonObject.class).stream()
          .map(
              one ->
                  new Component(
                      one.getString("group", "") + ":" + one.getString("name"),
                      one.getString("version")))
          .toList();
    }
  }

  /** By their numbers; what has words besides is taken for the release itself. */
  private static int compare(String one, String other) {
    int[] left = numbers(one);
    int[] right = numbers(other);
    int length = Math.max(left.length, right.length);
    return Arrays.compare(Arrays.copyOf(left, length), Arrays.copyOf(right, length));
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[.-]"))
        .takeWhile(part -> part.matches("\\d+"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}

package dev.tidings;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tidings.http.Guarded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of {@code docs/architecture.md}: who may import whom, and who may do what. */
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/tidings");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tidings");

  /** What each way in may import. */
  private static final List<String> TRANSPORT =
      List.of("http", "container", "wire", "security", "api", "config");

  /** A new package needs a row. */
  private static final Map<String, List<String>> IMPORTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("api", List.of()),
              Map.entry("config", List.of("api")),
              Map.entry("topic", List.of("api", "config")),
              Map.entry("endpoint", List.of("topic", "api", "config")),
              Map.entry("subscription", List.of("endpoint", "topic", "api", "config")),
              Map.entry("log", List.of("topic", "api", "config")),
              Map.entry("queue", List.of("log", "subscription", "topic", "api", "config")),
              Map.entry(
                  "broker",
                  List.of("queue", "log", "subscription", "endpoint", "topic", "api", "config")),
              Map.entry(
                  "housekeeping",
                  List.of("queue", "log", "subscription", "topic", "api", "config")),
              Map.entry("security", List.of("endpoint", "api", "config")),
              Map.entry("container", List.of("api", "config")),
              Map.entry("wire", List.of("container", "api", "config")),
              Map.entry("http", List.of("container", "wire", "security", "api", "config")),
              Map.entry("rest", TRANSPORT),
              Map.entry("zato", TRANSPORT),
              Map.entry("transport.delivery", List.of("security", "api", "config")),
              Map.entry("websocket", with("transport.delivery", TRANSPORT)),
              Map.entry("admin", TRANSPORT),
              Map.entry("ops", List.of("http", "container", "wire", "api", "config", "security"))));

  private static List<String> with(String another, List<String> some) {
    return Stream.concat(Stream.of(another), some.stream()).toList();
  }

  @Test
  void every_package_has_a_row() {
    classes().should().resideInAnyPackage(packages(IMPORTS.keySet().stream())).check(OURS);
  }

  @ParameterizedTest
  @MethodSource("everyPackage")
  void a_package_imports_only_what_its_row_allows(String name) {
    Stream<String> allowed = Stream.concat(Stream.of(name), IMPORTS.get(name).stream());

    classes()
        .that(resideInAPackage("dev.tidings." + name + ".."))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("dev.tidings..")).or(resideInAnyPackage(packages(allowed))))
        .allowEmptyShould(true)
        .check(OURS);
  }

  static Stream<String> everyPackage() {
    return IMPORTS.keySet().stream();
  }

  /** So another transport needs no change in what is below. */
  @Test
  void the_transport_of_the_tests_stands_on_deliveries_and_the_contract_alone() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("dev.tidings.."))
                .or(
                    resideInAnyPackage(
                        packages(
                            Stream.of("it.eventstream", "transport.delivery", "security", "api")))))
        .check(new ClassFileImporter().importPackages("dev.tidings.it.eventstream"));
  }

  @Test
  void the_api_stands_on_nothing_but_java_and_jakarta() {
    classes()
        .that(resideInAPackage("dev.tidings.api.."))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "jakarta..", "dev.tidings.api.."))
        .check(OURS);
  }

  @Test
  void only_those_that_store_things_run_statements() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    packages(
                        Stream.of("config", "topic", "endpoint", "subscription", "log", "queue")))))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.sql\\.(\\w*Statement|ResultSet)")
        .check(OURS);
  }

  @Test
  void only_those_that_store_entities_know_the_entity_manager() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    packages(Stream.of("config", "topic", "endpoint", "subscription")))))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("jakarta.persistence.EntityManager")
        .check(OURS);
  }

  @Test
  void only_config_reads_configuration() {
    noClasses()
        .that(not(resideInAPackage("dev.tidings.config..")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.eclipse.microprofile.config.."))
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(OURS);
  }

  @Test
  void time_comes_from_the_injected_clock() {
    noClasses()
        .that(not(resideInAPackage("dev.tidings.config..")))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(OURS);
  }

  @Test
  void threads_come_from_the_container_and_never_sleep() {
    noClasses()
        .that(not(resideInAPackage("dev.tidings.config..")))
        .should()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .callMethod(Thread.class, "start")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(OURS);
  }

  @Test
  void only_the_log_names_the_message_table() throws IOException {
    Pattern statement = Pattern.compile("(?i)\\b(from|into|update|join|table)\\s+message\\b");
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> others =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.startsWith(SOURCES.resolve("log")))
              .filter(file -> statement.matcher(read(file)).find())
              .toList();

      assertThat(others).isEmpty();
    }
  }

  @Test
  void every_resource_is_guarded() {
    classes()
        .that()
        .areAnnotatedWith("jakarta.ws.rs.Path")
        .should()
        .beAnnotatedWith(Guarded.class)
        .check(OURS);
  }

  @Test
  void nothing_but_a_resource_answers_in_jax_rs() {
    methods()
        .that()
        .areMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
        .or()
        .areAnnotatedWith("jakarta.ws.rs.Path")
        .should()
        .beDeclaredInClassesThat()
        .areAnnotatedWith("jakarta.ws.rs.Path")
        .check(OURS);
  }

  @Test
  void resources_of_the_administration_are_for_administrators() {
    classes()
        .that(resideInAPackage("dev.tidings.admin.."))
        .and()
        .areAnnotatedWith("jakarta.ws.rs.Path")
        .should()
        .beAnnotatedWith(
            describe(
                "@Guarded(administratorsOnly = true)",
                annotation ->
                    annotation.getRawType().isEquivalentTo(Guarded.class)
                        && annotation.as(Guarded.class).administratorsOnly()))
        .check(OURS);
  }

  private static String[] packages(Stream<String> names) {
    return names.map(name -> "dev.tidings." + name + "..").toArray(String[]::new);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

package dev.tidings;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tidings.transport.http.filter.Guarded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final String CLIENT = "dev.tidings.client..";

  /** What all packages of a floor may import, besides the contract. */
  private static final Map<String, List<String>> FLOORS =
      Map.of(
          "api", List.of(),
          "client", List.of(),
          "transport",
              List.of(
                  "security..",
                  "platform.settings",
                  "platform.container",
                  "platform.concurrent",
                  "platform.net",
                  "platform.failure",
                  "platform.logging",
                  "platform.metrics",
                  "platform.tracing"),
          "security",
              List.of("store.endpoint", "store.session", "platform.settings", "platform.metrics"),
          "broker", List.of("store..", "platform.."),
          "store", List.of("platform.."),
          "platform", List.of());

  /** What else a package may import, mostly on its own floor. A new package needs a row. */
  private static final Map<String, List<String>> IMPORTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("api", List.of()),
              Map.entry("client", List.of()),
              Map.entry("transport.json", List.of()),
              Map.entry("transport.http", List.of("transport.json")),
              Map.entry("transport.http.body", List.of("transport.http")),
              Map.entry("transport.http.proxy", List.of("transport.http")),
              Map.entry(
                  "transport.http.filter",
                  List.of("transport.json", "transport.http", "transport.http.body")),
              Map.entry("transport.delivery", List.of()),
              Map.entry("transport.listener", List.of("transport.delivery")),
              Map.entry("transport.health", List.of("transport.json", "platform.ops")),
              Map.entry("transport.health.microprofile", List.of("platform.ops")),
              Map.entry(
                  "transport.backup",
                  List.of("transport.http", "transport.delivery", "transport.stream")),
              Map.entry("transport.jmx", List.of("platform.ops")),
              Map.entry("transport.docs", List.of("transport.json", "transport.http")),
              Map.entry("transport.metrics", List.of("transport.http.filter", "platform.ops")),
              Map.entry("transport.publish", List.of("transport.delivery")),
              Map.entry(
                  "transport.stream",
                  List.of(
                      "transport.json",
                      "transport.http",
                      "transport.delivery",
                      "transport.publish")),
              Map.entry(
                  "transport.rest",
                  List.of(
                      "transport.json",
                      "transport.http",
                      "transport.http.filter",
                      "transport.metrics",
                      "transport.stream",
                      "platform.ops")),
              Map.entry(
                  "transport.admin",
                  List.of("transport.json", "transport.http", "transport.http.filter")),
              Map.entry(
                  "transport.events",
                  List.of(
                      "transport.json", "transport.http", "transport.delivery", "transport.admin")),
              Map.entry(
                  "transport.zato",
                  List.of("transport.json", "transport.http", "transport.http.filter")),
              Map.entry(
                  "transport.websocket",
                  List.of(
                      "transport.json",
                      "transport.http",
                      "transport.http.filter",
                      "transport.http.proxy",
                      "transport.delivery",
                      "transport.websocket.connection",
                      "transport.websocket.service")),
              Map.entry("transport.websocket.connection", List.of("transport.delivery")),
              Map.entry(
                  "transport.websocket.service",
                  List.of("transport.json", "transport.publish", "transport.zato")),
              Map.entry(
                  "transport.embedded",
                  List.of(
                      "transport.http",
                      "transport.http.filter",
                      "transport.http.proxy",
                      "transport.rest",
                      "transport.health",
                      "transport.docs",
                      "transport.admin",
                      "transport.events",
                      "transport.backup",
                      "transport.zato",
                      "transport.websocket",
                      "platform.ops")),
              Map.entry("security", List.of("security.password")),
              Map.entry("security.password", List.of()),
              Map.entry(
                  "broker",
                  List.of(
                      "broker.access",
                      "broker.administration",
                      "broker.batch",
                      "broker.dispatch",
                      "broker.publish",
                      "broker.receive",
                      "broker.schedule",
                      "broker.settle",
                      "broker.transaction")),
              Map.entry("broker.access", List.of()),
              Map.entry("broker.append", List.of("broker.access", "broker.batch")),
              Map.entry("broker.batch", List.of()),
              Map.entry(
                  "broker.dispatch", List.of("broker.access", "broker.append", "broker.batch")),
              Map.entry("broker.schedule", List.of("broker.append", "broker.dispatch")),
              Map.entry(
                  "broker.transaction",
                  List.of("broker.append", "broker.batch", "broker.dispatch", "broker.schedule")),
              Map.entry(
                  "broker.settle",
                  List.of(
                      "broker.access", "broker.batch", "broker.dispatch", "broker.transaction")),
              Map.entry(
                  "broker.publish",
                  List.of(
                      "broker.append",
                      "broker.batch",
                      "broker.dispatch",
                      "broker.schedule",
                      "broker.transaction")),
              Map.entry(
                  "broker.receive",
                  List.of(
                      "broker.access", "broker.append", "broker.dispatch", "broker.transaction")),
              Map.entry(
                  "broker.administration",
                  List.of(
                      "broker.access",
                      "broker.alert",
                      "broker.audit",
                      "broker.definitions",
                      "broker.dispatch",
                      "broker.job",
                      "broker.node",
                      "broker.trace",
                      "broker.transaction")),
              Map.entry("broker.alert", List.of("broker.audit")),
              Map.entry("broker.audit", List.of()),
              Map.entry("broker.definitions", List.of()),
              Map.entry("broker.job", List.of("broker.access", "broker.audit", "broker.receive")),
              Map.entry("broker.node", List.of("broker.audit")),
              Map.entry("broker.trace", List.of()),
              Map.entry("broker.statistics", List.of("broker.dispatch")),
              Map.entry("broker.housekeeping", List.of()),
              Map.entry("store.topic", List.of()),
              Map.entry("store.endpoint", List.of("store.topic")),
              Map.entry("store.subscription", List.of()),
              Map.entry("store.session", List.of()),
              Map.entry("store.log", List.of("store.topic")),
              Map.entry("store.statistics", List.of()),
              Map.entry("store.idempotency", List.of()),
              Map.entry("store.alert", List.of()),
              Map.entry("store.node", List.of()),
              Map.entry("store.audit", List.of()),
              Map.entry("store.job", List.of()),
              Map.entry("store.queue", List.of("store.log")),
              Map.entry("store.queue.inflight", List.of("store.log", "store.queue")),
              Map.entry(
                  "store.queue.depth", List.of("store.log", "store.queue", "store.queue.inflight")),
              Map.entry(
                  "store.queue.read",
                  List.of("store.log", "store.queue", "store.queue.depth", "store.queue.inflight")),
              Map.entry("platform.settings", List.of("platform.logging", "platform.net")),
              Map.entry("platform.metrics", List.of()),
              Map.entry("platform.logging", List.of()),
              Map.entry("platform.net", List.of()),
              Map.entry("platform.concurrent", List.of()),
              Map.entry(
                  "platform.database",
                  List.of(
                      "platform.concurrent",
                      "platform.logging",
                      "platform.settings",
                      "platform.container",
                      "platform.database.engine",
                      "platform.database.h2",
                      "platform.database.jdbc",
                      "platform.database.managed",
                      "platform.database.postgresql")),
              Map.entry(
                  "platform.database.engine",
                  List.of("platform.metrics", "platform.database.jdbc")),
              Map.entry("platform.database.jdbc", List.of()),
              Map.entry("platform.failure", List.of("platform.database.jdbc")),
              Map.entry(
                  "platform.database.jpa",
                  List.of("platform.settings", "platform.database", "platform.container")),
              Map.entry(
                  "platform.database.h2",
                  List.of(
                      "platform.logging",
                      "platform.settings",
                      "platform.database.engine",
                      "platform.database.jdbc")),
              Map.entry(
                  "platform.database.managed",
                  List.of(
                      "platform.logging",
                      "platform.settings",
                      "platform.database.engine",
                      "platform.database.jdbc")),
              Map.entry(
                  "platform.database.postgresql",
                  List.of(
                      "platform.settings", "platform.database.engine", "platform.database.jdbc")),
              Map.entry(
                  "platform.cluster",
                  List.of(
                      "platform.logging",
                      "platform.database",
                      "platform.database.engine",
                      "platform.database.jdbc")),
              Map.entry("platform.container", List.of()),
              Map.entry("platform.tracing", List.of("platform.ops")),
              Map.entry(
                  "platform.ops",
                  List.of(
                      "platform.logging",
                      "platform.settings",
                      "platform.database",
                      "platform.container",
                      "platform.concurrent"))));

  /** Names that were ours alone; each has a standard word instead (see the glossary). */
  private static final Set<String> RETIRED_WORDS =
      Set.of(
          "Admission",
          "Announcer",
          "Audience",
          "Backlog",
          "Backlogs",
          "Claims",
          "Committed",
          "Completing",
          "Departures",
          "Feed",
          "FewAtOnce",
          "Floor",
          "Floors",
          "Flushes",
          "FlushingCommits",
          "HandingOut",
          "Held",
          "HeldBack",
          "HeldMessages",
          "LateAnswer",
          "Leftovers",
          "Line",
          "Lines",
          "LookingAfter",
          "Newcomers",
          "OnlyOne",
          "Opening",
          "Openings",
          "OtherServers",
          "Outlook",
          "Outlooks",
          "Parts",
          "PendingWork",
          "Releasing",
          "Repetitions",
          "RevivingConnection",
          "RevivingConnections",
          "Rota",
          "Serving",
          "SharedFlush",
          "Standing",
          "Standings",
          "StatementPair",
          "Turns",
          "UninterruptedFile",
          "UninterruptedFiles",
          "Update",
          "Waiter",
          "WaitingRoom",
          "Watching",
          "Woken");

  @Test
  void every_package_has_a_row() {
    classes().should().resideInAnyPackage(packages(IMPORTS.keySet().stream())).check(OURS);
  }

  @ParameterizedTest
  @MethodSource("everyPackage")
  void a_package_imports_only_what_its_row_allows(String name) {
    String floor = name.split("\\.", 2)[0];
    Stream<String> allowed =
        Stream.of(Stream.of(name, "api"), FLOORS.get(floor).stream(), IMPORTS.get(name).stream())
            .flatMap(names -> names);

    classes()
        .that(resideInAPackage("dev.tidings." + name))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("dev.tidings..")).or(resideInAnyPackage(packages(allowed))))
        .allowEmptyShould(true)
        .check(OURS);
  }

  static Stream<String> everyPackage() {
    return IMPORTS.keySet().stream();
  }

  @Test
  void no_packages_import_each_other_in_a_circle() {
    slices().matching("dev.tidings.(**)").should().beFreeOfCycles().check(OURS);
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
                            Stream.of(
                                "it.eventstream",
                                "transport.delivery",
                                "security",
                                "platform.container",
                                "api")))))
        .check(new ClassFileImporter().importPackages("dev.tidings.it.eventstream"));
  }

  @Test
  void types_have_standard_names() {
    assertThat(OURS)
        .extracting(JavaClass::getSimpleName)
        .doesNotContainAnyElementsOf(RETIRED_WORDS);
  }

  @Test
  void the_api_stands_on_nothing_but_java_and_jakarta() {
    classes()
        .that(resideInAPackage("dev.tidings.api.."))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "jakarta..", "dev.tidings.api.."))
        .check(OURS);
  }

  /** It is a JAR of its own, for programs that have none of the server's. */
  @Test
  void the_client_shares_no_class_with_the_server() {
    classes()
        .that(resideInAPackage(CLIENT))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "tools.jackson.core..",
                "com.fasterxml.jackson.annotation..",
                "jakarta.json.bind.annotation..",
                CLIENT))
        .check(OURS);
    noClasses()
        .that(not(resideInAPackage(CLIENT)))
        .should()
        .dependOnClassesThat(resideInAPackage(CLIENT))
        .check(OURS);
  }

  @Test
  void only_those_that_store_things_run_statements() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    packages(Stream.of("platform.database..", "platform.cluster", "store..")))))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.sql\\.(\\w*Statement|ResultSet)|.*\\.JdbcRunner")
        .check(OURS);
  }

  @Test
  void the_store_leaves_statements_to_the_runner() {
    noClasses()
        .that(resideInAPackage("dev.tidings.store.."))
        .should()
        .callMethodWhere(
            target(owner(assignableTo(Connection.class)))
                .and(target(nameMatching("prepareStatement|prepareCall|createStatement"))))
        .check(OURS);
  }

  @Test
  void only_those_that_store_entities_know_the_entity_manager() {
    noClasses()
        .that(not(resideInAnyPackage(packages(Stream.of("platform.database.jpa", "store..")))))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("jakarta.persistence.EntityManager")
        .check(OURS);
  }

  @Test
  void only_the_settings_read_configuration() {
    noClasses()
        .that(not(resideInAPackage("dev.tidings.platform.settings")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.eclipse.microprofile.config.."))
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(OURS);
  }

  /** So each such line has a code, is one line, and shows no secret. */
  @Test
  void only_the_log_of_events_logs_at_info_and_above() {
    noClasses()
        .that(not(resideInAPackage("dev.tidings.platform.logging")))
        .should()
        .accessField(System.Logger.Level.class, "INFO")
        .orShould()
        .accessField(System.Logger.Level.class, "WARNING")
        .orShould()
        .accessField(System.Logger.Level.class, "ERROR")
        .orShould()
        .callMethodWhere(target(owner(assignableTo(java.util.logging.Logger.class))))
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(OURS);
  }

  @Test
  void time_comes_from_the_injected_clock() {
    noClasses()
        .that(not(resideInAPackage("dev.tidings.platform..")))
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
        .that(not(resideInAPackage("dev.tidings.platform..")))
        .should()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .callMethod(Thread.class, "start")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(OURS);
  }

  @Test
  void only_the_log_names_the_tables_of_messages() throws IOException {
    Pattern statement =
        Pattern.compile(
            "(?i)\\b(from|into|update|join|table)\\s+(tidings\\.)?(message|segment|message_id)\\b");
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> others =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.startsWith(SOURCES.resolve("store/log")))
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
        .that(resideInAPackage("dev.tidings.transport.admin.."))
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
    return names.map(name -> "dev.tidings." + name).toArray(String[]::new);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

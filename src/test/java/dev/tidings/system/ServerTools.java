package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.NodeDatabase;
import dev.tidings.fixture.Ports;
import dev.tidings.fixture.PostgresServer;
import dev.tidings.fixture.WildFlyCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** A PostgreSQL and a WildFly, and the commands of {@code docs/administration.md} for them. */
abstract class ServerTools {
  private static final Markdown PAGE = Markdown.of(Path.of("docs/administration.md"));
  static final Path WILDFLY = Path.of("target/wildfly-39.0.1.Final").toAbsolutePath();
  static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir static Path directory;

  private static NodeDatabase database;

  @BeforeAll
  static void start_the_database() throws IOException {
    database = DatabaseKind.POSTGRESQL.create(directory.resolve("database"));
    Path secrets = Files.createDirectories(directory.resolve("etc/secrets"));
    Files.writeString(secrets.resolve("tidings.admin.password"), TidingsProcess.ADMIN_PASSWORD);
    Files.writeString(secrets.resolve("tidings.demo.password"), TidingsProcess.DEMO_PASSWORD);
  }

  @AfterAll
  static void stop_it() {
    database.close();
  }

  static TidingsProcess startWildFly(int management) {
    int port = Ports.free();
    List<String> command =
        new ArrayList<>(
            List.of(
                TidingsProcess.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dtidings.security.pbkdf2-iterations=1000",
                "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-Djboss.bind.address=127.0.0.1"));
    command.addAll(WildFlyCommand.of(WILDFLY, directory, port, management));
    TidingsProcess server = TidingsProcess.launch(command, directory, Map.of(), port);
    await("WildFly has started")
        .atMost(LIMIT)
        .failFast("it ended", () -> !server.isAlive())
        .until(() -> server.output().contains("WFLYSRV0025"));
    return server;
  }

  /** Runs commands one after the other; the first one that fails is the last one. */
  static String cli(int management, String commands) throws Exception {
    Path file = Files.writeString(directory.resolve("commands.cli"), commands);
    return run(
        "%s/bin/jboss-cli.sh --connect --controller=127.0.0.1:%d --timeout=60000 --file=%s"
            .formatted(WILDFLY, management, file),
        environment());
  }

  static String run(String command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(command + printed).isZero();
    return printed;
  }

  static Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME",
        System.getProperty("java.home"),
        "JAVA_OPTS",
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
  }

  static List<String> blocks(String section, String language) {
    return PAGE.section(section).blocks(language).stream()
        .map(block -> here(block.text()))
        .collect(Collectors.toList());
  }

  static String block(String section, String language, int number) {
    return blocks(section, language).get(number);
  }

  /** With the files, the database and the addresses of this test. */
  private static String here(String text) {
    String url = database.settings().get("TIDINGS_DB_URL");
    String port = url.replaceAll(".*:(\\d+)/.*", "$1");
    Path driver =
        Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return Stream.of(
            Map.entry("/opt/tidings/postgresql-42.7.14.jar", driver.toString()),
            Map.entry("postgresql-42.7.14.jar", driver.getFileName().toString()),
            Map.entry(
                "/opt/tidings/tidings.war", Path.of("target/tidings.war").toAbsolutePath() + ""),
            Map.entry("jdbc:postgresql://db.example.com/tidings", url),
            Map.entry(
                "serverName=db.example.com:portNumber=5432",
                "serverName=127.0.0.1:portNumber=" + port),
            Map.entry(
                "databaseName=tidings:user=tidings",
                "databaseName=postgres:user=" + PostgresServer.USER),
            Map.entry("--user-name=tidings", "--user-name=" + PostgresServer.USER),
            Map.entry("/etc/tidings", directory.resolve("etc").toString()))
        .reduce(
            text, (done, next) -> done.replace(next.getKey(), next.getValue()), (one, two) -> two);
  }
}

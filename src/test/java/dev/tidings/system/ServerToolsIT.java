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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** The commands of {@code docs/administration.md}, on the servers that they are for. */
@Tag("slow")
class ServerToolsIT {
  private static final Markdown PAGE = Markdown.of(Path.of("docs/administration.md"));
  private static final Path WILDFLY = Path.of("target/wildfly-39.0.1.Final").toAbsolutePath();
  private static final String QUEUE = "topic=\"/demo/orders\",name=\"demo\"";
  private static final Duration LIMIT = Duration.ofMinutes(3);

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

  @Test
  void the_commands_for_wildfly_do_what_the_page_says() throws Exception {
    int management = Ports.free();
    List<String> commands = new ArrayList<>(blocks("WildFly", "text"));
    String remove = commands.remove(commands.size() - 1);
    try (TidingsProcess server = startWildFly(management)) {
      String printed = cli(management, String.join("", commands));

      assertThat(printed).contains("WebSocketEndpoint", "ActiveCount", "jndi-names");
      assertThat(server.output()).contains("TID0101", "PostgreSQL of the data source");
      assertThat(config(server)).contains("\"value\":\"node1\"", "\"value\":\"P60D\"");
      subscribe(server);
      try (ServerMBeans beans = ServerMBeans.ofProcess(server.pid())) {
        beans.awaitOne(QUEUE);
        assertThat(run(program(management), environment()))
            .contains("type=Queue,application=tidings," + QUEUE + " 0");

        cli(management, remove);

        assertThat(beans.names()).isEmpty();
      }
    }
  }

  @Test
  void the_commands_for_payara_micro_do_what_the_page_says() throws Exception {
    int jmx = Ports.free();
    Files.writeString(directory.resolve("commands.txt"), block("Payara Micro", "text", 0));
    run(block("Payara Micro", "sh", 0).replace("9010", "" + jmx), environment());
    try (TidingsProcess server = startPayara().awaitReady()) {
      subscribe(server);
      assertThat(server.output())
          .contains("TID0101", "PostgreSQL of the data source")
          .doesNotContain("Boot Command");
      assertThat(config(server)).contains("\"value\":\"P30D\"");
      String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(jmx);
      try (ServerMBeans monitor = ServerMBeans.at(url, "monitor", "monitor-secret");
          ServerMBeans admin = ServerMBeans.at(url, "admin", "admin-secret")) {
        monitor.awaitOne("application=ROOT," + QUEUE);
        assertThat(monitor.mayInvoke(QUEUE, "pause")).isFalse();
        assertThat(admin.mayInvoke(QUEUE, "pause")).isTrue();
        assertThat(monitor.get(QUEUE, "Active")).isEqualTo(false);
        assertThat(admin.mayInvoke(QUEUE, "resume")).isTrue();
      }
      assertThat(server.admin().get("/api/v1/admin/audit?actor=jmx").expect(200).body())
          .contains("demo /demo/orders");
    }
  }

  private static TidingsProcess startWildFly(int management) {
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

  private static TidingsProcess startPayara() {
    int port = Ports.free();
    String script =
        block("Payara Micro", "sh", 1)
            .replace("=jdbc/tidings java ", "=jdbc/tidings exec java -Djava.io.tmpdir=tmp ")
            .replace("target/tidings-micro.jar", TidingsProcess.JAR.toString())
            .strip();
    Map<String, String> environment = new HashMap<>(TidingsProcess.PASSWORDS);
    environment.put("TIDINGS_SECURITY_PBKDF2_ITERATIONS", "1000");
    return TidingsProcess.launch(
        List.of("bash", "-c", script + " --port " + port), directory, environment, port);
  }

  private static void subscribe(TidingsProcess server) {
    TidingsClient demo = server.client("demo", TidingsProcess.DEMO_PASSWORD);
    // The other test may have subscribed it before.
    assertThat(demo.post("/api/v1/topics/demo/orders/subscription").status()).isIn(200, 201);
  }

  private static String config(TidingsProcess server) {
    return server.admin().get("/api/v1/admin/config").expect(200).body();
  }

  /** Runs commands one after the other; the first one that fails is the last one. */
  private static String cli(int management, String commands) throws Exception {
    Path file = Files.writeString(directory.resolve("commands.cli"), commands);
    return run(
        "%s/bin/jboss-cli.sh --connect --controller=127.0.0.1:%d --timeout=60000 --file=%s"
            .formatted(WILDFLY, management, file),
        environment());
  }

  /** The program of the page, with the command of the page. */
  private static String program(int management) throws IOException {
    String source = block("JMX on WildFly", "java", 0);
    Files.writeString(directory.resolve("QueueFigures.java"), source);
    return block("JMX on WildFly", "sh", 0)
        .replace("wildfly-39.0.1.Final", WILDFLY.toString())
        .replace("localhost:9990", "127.0.0.1:" + management);
  }

  private static String run(String command, Map<String, String> environment) throws Exception {
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

  private static Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME",
        System.getProperty("java.home"),
        "JAVA_OPTS",
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
  }

  private static List<String> blocks(String section, String language) {
    return PAGE.section(section).blocks(language).stream()
        .map(block -> here(block.text()))
        .collect(Collectors.toList());
  }

  private static String block(String section, String language, int number) {
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

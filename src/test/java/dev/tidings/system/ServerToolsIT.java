package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands of {@code docs/administration.md}, on the servers that they are for. */
@Tag("slow")
class ServerToolsIT extends ServerTools {
  private static final String QUEUE = "topic=\"/demo/orders\",name=\"demo\"";

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

  /** The program of the page, with the command of the page. */
  private static String program(int management) throws IOException {
    String source = block("JMX on WildFly", "java", 0);
    Files.writeString(directory.resolve("QueueFigures.java"), source);
    return block("JMX on WildFly", "sh", 0)
        .replace("wildfly-39.0.1.Final", WILDFLY.toString())
        .replace("localhost:9990", "127.0.0.1:" + management);
  }
}

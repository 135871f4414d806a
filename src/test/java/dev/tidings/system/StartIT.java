package dev.tidings.system;

import static dev.tidings.system.TidingsProcess.PASSWORDS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.fixture.Ports;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start works, or it ends with one line that says what to do. */
class StartIT {
  private static final Pattern MADE_PASSWORD =
      Pattern.compile("shown only this once: admin / (\\S+)");

  @TempDir Path directory;

  @Test
  void a_misspelt_setting_ends_the_start_and_names_the_one_that_was_meant() {
    try (TidingsProcess server =
        TidingsProcess.launch(directory, Map.of("TIDINGS_DB_ULR", "jdbc:h2:mem:x"))) {

      assertThat(server.exitCode()).as(server.output()).isEqualTo(1);
      assertThat(linesWith(server, "TIDINGS_DB_ULR"))
          .singleElement()
          .asString()
          .containsIgnoringCase("did you mean")
          .contains("TIDINGS_DB_URL");
      assertThat(server.output()).doesNotContain(" ready:");
    }
  }

  @Test
  void definitions_that_are_wrong_end_the_start_and_name_their_line() throws IOException {
    Path file = directory.resolve("definitions.yaml");
    Files.writeString(file, "topics:\n  - name: /defined\n    max_depth: none\n");
    Map<String, String> environment = new HashMap<>(PASSWORDS);
    environment.put("TIDINGS_DEFINITIONS", file.toString());
    try (TidingsProcess server = TidingsProcess.launch(directory, environment)) {

      assertThat(server.exitCode()).as(server.output()).isEqualTo(1);
      assertThat(linesWith(server, "Tidings cannot start"))
          .singleElement()
          .asString()
          .contains(file.toString(), "topics[0].max_depth", "(line 3)");
    }
  }

  @Test
  void definitions_are_applied_at_each_start_with_secrets_of_the_environment() throws IOException {
    Path file = directory.resolve("definitions.yaml");
    Files.writeString(
        file,
        """
        topics: [{name: /defined}]
        endpoints:
          - {name: shop, username: shop, password: "${SHOP_PASSWORD}", patterns: ["pub=/**"]}
        """);
    Map<String, String> environment = new HashMap<>(PASSWORDS);
    environment.put("TIDINGS_DEFINITIONS", file.toString());
    environment.put("SHOP_PASSWORD", "shop-secret");
    try (TidingsProcess server = TidingsProcess.start(directory, environment)) {
      server
          .client("shop", "shop-secret")
          .post("/api/v1/topics/defined/messages", "text/plain", "a".getBytes(UTF_8))
          .expect(201);
      server.stop();
    }
    environment.put("SHOP_PASSWORD", "another-secret");
    try (TidingsProcess server = TidingsProcess.start(directory, environment)) {
      server
          .client("shop", "another-secret")
          .post("/api/v1/topics/defined/messages", "text/plain", "b".getBytes(UTF_8))
          .expect(201);
      assertThat(server.output()).doesNotContain("shop-secret", "another-secret");
    }
  }

  @Test
  void a_database_out_of_reach_ends_the_start() {
    int nobody = Ports.free();
    try (TidingsProcess server =
        TidingsProcess.launch(
            directory,
            Map.of("TIDINGS_DB_URL", "jdbc:postgresql://127.0.0.1:" + nobody + "/tidings"))) {

      assertThat(server.exitCode()).as(server.output()).isEqualTo(1);
      assertThat(linesWith(server, "Tidings cannot start")).hasSize(1);
      assertThat(server.output()).contains("127.0.0.1:" + nobody).doesNotContain(" ready:");
    }
  }

  @Test
  @Tag("slow")
  void a_second_server_on_the_same_files_ends_and_the_first_serves_on() {
    try (TidingsProcess first = TidingsProcess.start(directory);
        TidingsProcess second = TidingsProcess.launch(directory, PASSWORDS)) {

      assertThat(second.exitCode()).as(second.output()).isEqualTo(1);
      assertThat(linesWith(second, "Tidings cannot start")).hasSize(1);
      assertThat(second.output()).doesNotContain(" ready:");
      first.admin().get("/api/v1/admin/topics").expect(200);
      serves_what_is_unusual_and_allowed(first);
      assertSaysWhereItIs(first);
      assertKeepsPagesOfPayaraToItself(first);
    }
  }

  @Test
  @Tag("slow")
  void a_start_that_fails_is_tried_once_more_and_answers_503_until_tidings_serves()
      throws IOException {
    int port = Ports.free();
    try (TidingsProcess server = launchWhilePortIsTaken(port)) {

      List<Integer> statuses = statusesUntilItServes(server);

      assertThat(statuses).endsWith(503, 401).isSubsetOf(404, 503, 401).doesNotHaveDuplicates();
      assertThat(linesWith(server, "Trying once more.")).hasSize(1);
      server.stop();
      assertThat(Ports.isFree(port)).isTrue();
    }
  }

  /** Another process has the port until the first attempt has failed. */
  private TidingsProcess launchWhilePortIsTaken(int port) throws IOException {
    try (ServerSocket holder = new ServerSocket(port)) {
      TidingsProcess server = TidingsProcess.launch(directory, PASSWORDS, port);
      await("the first attempt fails with " + holder)
          .atMost(Duration.ofMinutes(3))
          .until(() -> !linesWith(server, "Trying once more.").isEmpty());
      return server;
    }
  }

  @Test
  void a_port_that_stays_taken_ends_the_start() throws IOException {
    int port = Ports.free();
    try (ServerSocket holder = new ServerSocket(port);
        TidingsProcess server = TidingsProcess.launch(directory, PASSWORDS, port)) {

      assertThat(server.exitCode()).as(server.output()).isEqualTo(1);
      assertThat(linesWith(server, "Trying once more.")).hasSize(1);
      assertThat(holder.isBound()).isTrue();
    }
  }

  /**
   * Asks until the server serves, and returns the different statuses in their order. Payara answers
   * 404 until it can be given a response, and never again afterwards.
   */
  private static List<Integer> statusesUntilItServes(TidingsProcess server) {
    List<Integer> statuses = new ArrayList<>();
    TidingsClient stranger = server.client("", "");
    await("it serves")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(20))
        .failFast("it ended", () -> assertThat(server.isAlive()).as(server.output()).isTrue())
        .until(
            () -> {
              Optional<Answer> answer = responseOf(stranger);
              answer.ifPresent(early -> add(early, statuses));
              return statuses.contains(401);
            });
    return statuses;
  }

  private static void add(Answer answer, List<Integer> statuses) {
    if (statuses.isEmpty() || statuses.get(statuses.size() - 1) != answer.status()) {
      statuses.add(answer.status());
    }
    if (answer.status() == 503) {
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.object().getString("code")).isEqualTo(ErrorType.UNAVAILABLE.code());
      assertThat(answer.object().getString("title")).isEqualTo(ErrorType.UNAVAILABLE.title());
    }
  }

  /** Empty when the connection is refused. */
  private static Optional<Answer> responseOf(TidingsClient client) {
    try {
      return Optional.of(client.get("/api/v1/admin/config"));
    } catch (CompletionException refused) {
      return Optional.empty();
    }
  }

  private static void assertSaysWhereItIs(TidingsProcess server) {
    String url = "http://localhost:" + server.port();

    assertThat(linesWith(server, " ready: ")).singleElement().asString().contains(url + "/ (");
    assertThat(linesWith(server, "curl ")).isNotEmpty().allMatch(line -> line.contains(url + "/"));
  }

  private static void assertKeepsPagesOfPayaraToItself(TidingsProcess server) {
    for (String path : List.of("/metrics", "/health", "/health/ready", "/openapi")) {
      Answer answer = server.client("", "").get(path).expect(404);
      assertThat(answer.object().getString("type")).isEqualTo("/problems/not-found");
    }
  }

  /** Payara would refuse it with empty responses, before Tidings sees it. */
  private static void serves_what_is_unusual_and_allowed(TidingsProcess server) {
    String path = "/api/v1/admin/topics";
    byte[] body = "{}".getBytes(UTF_8);
    server.admin().send("GET", path, "application/json", body).expect(200);
    server.admin().send("DELETE", path + "/987654321", "application/json", body).expect(404);
    server.admin().send("GET", path, "", new byte[0], "X-Long", "x".repeat(20_000)).expect(200);
  }

  @Test
  @Tag("slow")
  void the_first_start_makes_a_password_and_shows_it_once() {
    String password;
    try (TidingsProcess first = TidingsProcess.start(directory, Map.of())) {
      Matcher made = MADE_PASSWORD.matcher(first.output());
      assertThat(made.find()).as(first.output()).isTrue();
      password = made.group(1);
      assertThat(linesWith(first, password)).hasSize(1);
      first.client("admin", password).get("/api/v1/admin/config").expect(200);
      first.stop();
    }

    try (TidingsProcess second = TidingsProcess.start(directory, Map.of())) {
      assertThat(second.output()).doesNotContain(password);
      assertThat(MADE_PASSWORD.matcher(second.output()).find()).isFalse();
      second.client("admin", password).get("/api/v1/admin/config").expect(200);
    }
  }

  private static List<String> linesWith(TidingsProcess server, String text) {
    return server.output().lines().filter(line -> line.contains(text)).toList();
  }
}

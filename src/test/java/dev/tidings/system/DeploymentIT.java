package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidings.fixture.Certificates;
import dev.tidings.fixture.ClientAt;
import dev.tidings.fixture.ClientAt.Reply;
import dev.tidings.fixture.Ports;
import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.SilentClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way to TLS of {@code docs/deployment.md}, with the configurations and the commands that
 * stand there, before one server. A proxy that is not installed is skipped, and the test says so.
 */
@Tag("slow")
class DeploymentIT {
  private static final String CERTIFICATES = "/etc/ssl/tidings";
  private static final String URL = "https://tidings.example.com";
  private static final Map<String, String> PASSWORDS =
      Map.of(
          "TIDINGS_ADMIN_PASSWORD",
          TidingsProcess.ADMIN_PASSWORD,
          // That of the page's commands.
          "TIDINGS_DEMO_PASSWORD",
          "demo-secret");
  private static final String PAYARA = "PAYARA";
  private static final Markdown PAGE = Markdown.of(Path.of("docs/deployment.md"));

  private static final ClientAt ONE = ClientAt.of("127.0.0.2");
  private static final ClientAt OTHER = ClientAt.of("127.0.0.3");

  @TempDir static Path directory;

  private static final Map<String, ReverseProxy> PROXIES = new HashMap<>();
  private static final int TLS_PORT = Ports.free();
  private static Path certificates;
  private static TidingsProcess server;
  private static SocketFactory tls;

  @BeforeAll
  static void start_the_server_and_its_proxies() throws Exception {
    certificates = Files.createDirectories(directory.resolve("certificates"));
    run(block("A certificate", 0), directory);
    run(block("TLS in Payara Micro", 0), directory);
    tls = Certificates.trusting(certificates.resolve("cert.pem"));
    server = launch().awaitReady();
    new Setup(server).topic("/checks/orders");
    new Setup(server).topic("/checks/later");
    for (ReverseProxy.Kind kind : ReverseProxy.Kind.values()) {
      if (kind.isInstalled()) {
        Path own = directory.resolve(kind.name());
        PROXIES.put(kind.name(), ReverseProxy.start(kind, own, certificates, server.port()));
      }
    }
  }

  /** The settings for a proxy, and the options for TLS in the server itself. */
  private static TidingsProcess launch() {
    int port = Ports.free();
    String settings = block("Behind a proxy", 0);
    String script =
        settings.substring(0, settings.indexOf(" \\\n"))
            + " TIDINGS_SECURITY_MAX_FAILED_LOGINS=1 TIDINGS_SECURITY_PBKDF2_ITERATIONS=1000 exec "
            + block("TLS in Payara Micro", 1)
                .replace("java ", "java -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=tmp ")
                .replace("target/tidings-micro.jar", TidingsProcess.JAR.toString())
                .replace("docs/", Path.of("docs").toAbsolutePath() + "/")
                .replace("8443", Integer.toString(TLS_PORT))
                .strip()
            + " --port "
            + port;
    return TidingsProcess.launch(List.of("bash", "-c", script), directory, PASSWORDS, port);
  }

  @AfterAll
  static void stop_them() {
    PROXIES.values().forEach(ReverseProxy::close);
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_checks_print_what_the_page_shows(ReverseProxy.Kind kind) throws Exception {
    int port = port(kind.name());
    Path home = Files.createDirectories(directory.resolve("curl-" + kind));
    Files.writeString(
        home.resolve(".curlrc"),
        """
        cacert = "%s/cert.pem"
        connect-to = "tidings.example.com:443:127.0.0.1:%d"
        connect-to = "tidings.example.com:80:127.0.0.1:%d"
        """
            .formatted(certificates, port, PROXIES.get(kind.name()).plainPort()));
    List<Markdown.Block> blocks = PAGE.section("Check it").blocks();

    assertThat(blocks).hasSizeGreaterThan(1);
    for (int i = 0; i < blocks.size(); i += 2) {
      assertThat(run(blocks.get(i).text(), home))
          .as(blocks.get(i).text())
          .isEqualTo(blocks.get(i + 1).text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NGINX", "HAPROXY", "APACHE", PAYARA})
  void links_have_the_address_that_the_client_used(String way) {
    String name = "{\"name\":\"/checks/links-" + way + "\"}";

    Reply reply =
        send(
            ONE,
            way,
            "/api/v1/admin/topics",
            name,
            ClientAt.basic("admin", TidingsProcess.ADMIN_PASSWORD),
            "Forwarded: for=192.0.2.1;proto=http;host=evil.example",
            "X-Forwarded-For: 192.0.2.1",
            "X-Forwarded-Proto: http",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Port: 8080");

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(reply.header("Location").orElse("")).startsWith(URL + "/api/v1/admin/topics/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NGINX", "HAPROXY", "APACHE", PAYARA})
  void failed_logins_count_for_the_client_whatever_it_says(String way) {
    String user = "fails-" + way;
    new Setup(server).endpoint(user, "pub-sub", "pub=/checks/*", "sub=/checks/*");
    String wrong = ClientAt.basic(user, "wrong");

    assertThat(get(ONE, way, wrong, "X-Forwarded-For: 127.0.0.3").status()).isEqualTo(401);
    assertThat(get(ONE, way, wrong).status()).isEqualTo(429);
    assertThat(get(ONE, way, wrong, "X-Forwarded-For: 127.0.0.3").status()).isEqualTo(429);
    assertThat(get(ONE, way, wrong, "Forwarded: for=127.0.0.3").status()).isEqualTo(429);
    assertThatThrownBy(() -> logIn(ONE, way, user)).isInstanceOf(RuntimeException.class);
    logIn(OTHER, way, user).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NGINX", "HAPROXY", "APACHE", PAYARA})
  void messages_go_in_and_come_out(String way) {
    String user = "works-" + way;
    new Setup(server).endpoint(user, "pub-sub", "pub=/checks/*", "sub=/checks/*");
    String login = ClientAt.basic(user, Setup.PASSWORD);

    try (SilentClient session = logIn(ONE, way, user)) {
      session.subscribe("/checks/orders");
      // An address of Zato's API has two slashes in its middle.
      expect(200, send(ONE, way, "/zato/pubsub/topic//checks/orders", "{\"data\":\"now\"}", login));
      assertThat(session.nextMessages(1).get(0).getString("data")).isEqualTo("now");
    }

    String api = "/api/v1/topics/checks/later";
    String message = "{\"data\":\"later " + way + "\",\"deliver_after\":3000}";
    expect(201, send(ONE, way, api + "/subscription", "", login));
    expect(201, send(ONE, way, api + "/messages", message, login));
    String wait = "{\"wait\":\"PT60S\"}";
    assertThat(expect(200, send(ONE, way, api + "/subscription/receive", wait, login)))
        .contains("later " + way);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NGINX", "HAPROXY", "APACHE", PAYARA})
  void only_pages_of_this_server_open_a_websocket(String way) {
    assertThatThrownBy(() -> handshake(ONE, way, "https://evil.example"))
        .hasMessageContaining(" 403 ");
    assertThatThrownBy(
            () -> handshake(ONE, way, "https://evil.example", "X-Forwarded-Host: evil.example"))
        .hasMessageContaining(" 403 ");
  }

  /** It listens on 127.0.0.1 only, which 127.0.0.2 is as little as any other address. */
  @Test
  void nobody_gets_past_the_proxy() {
    assertThatThrownBy(() -> new Socket("127.0.0.2", server.port()))
        .isInstanceOf(ConnectException.class);
  }

  private static Reply get(ClientAt client, String way, String... headers) {
    return client
        .with(tls)
        .send(port(way), "GET", URI.create(URL + "/api/v1/topics/none/subscription"), "", headers);
  }

  private static Reply send(
      ClientAt client, String way, String path, String json, String... headers) {
    return client.with(tls).send(port(way), "POST", URI.create(URL + path), json, headers);
  }

  private static String expect(int status, Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    return reply.body();
  }

  private static SilentClient logIn(ClientAt client, String way, String user) {
    return new SilentClient(handshake(client, way, URL), new Account(user, Setup.PASSWORD));
  }

  private static RawWebSocket handshake(
      ClientAt client, String way, String origin, String... headers) {
    String[] all =
        Stream.concat(Stream.of("Origin: " + origin), Stream.of(headers)).toArray(String[]::new);
    RawWebSocket socket =
        RawWebSocket.begin(
            client.with(tls).connect(port(way)), URI.create("wss://tidings.example.com/ws"), all);
    socket.awaitAnswer();
    return socket;
  }

  private static int port(String way) {
    if (way.equals(PAYARA)) {
      return TLS_PORT;
    }
    assumeTrue(PROXIES.containsKey(way), way + " is not installed, so nobody has tried it.");
    return PROXIES.get(way).port();
  }

  private static String block(String section, int number) {
    return PAGE.section(section)
        .blocks("sh")
        .get(number)
        .text()
        .replace(CERTIFICATES, certificates.toString());
  }

  /** What it prints; a command that ends when its time is over has failed, but has printed. */
  private static String run(String command, Path home) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", command);
    shell.environment().put("CURL_HOME", home.toString());
    Process process =
        shell.directory(home.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}

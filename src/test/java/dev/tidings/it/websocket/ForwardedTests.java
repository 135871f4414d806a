package dev.tidings.it.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.fixture.ClientAt;
import dev.tidings.fixture.ClientAt.Reply;
import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.http.DeployedServerTest;
import java.net.URI;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a proxy says about a request. The server trusts 127.0.0.1 and no other address, so each
 * client plays the proxy itself.
 */
class ForwardedTests extends DeployedServerTest implements WebSocketTests {
  private static final ClientAt TRUSTED = ClientAt.of("127.0.0.1");
  private static final ClientAt STRANGER = ClientAt.of("127.0.0.2");
  private static final int MORE_THAN_ANY_LIMIT = 200;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=192.0.2.1;proto=https;host=tidings.example",
        "Forwarded: host=evil.example, for=\"[2001:db8::1]:4711\";proto=https;host=tidings.example",
        "X-Forwarded-Proto: https\nX-Forwarded-Host: tidings.example",
        "X-Forwarded-For: 10.0.0.1, 192.0.2.1\n"
            + "X-Forwarded-Proto: http, https\nX-Forwarded-Host: evil.example, tidings.example"
      })
  void links_lead_to_where_the_client_called(String forwarded) {
    assertThat(create(TRUSTED, forwarded.split("\n")))
        .startsWith("https://tidings.example" + path("/api/v1/admin/topics/"));
  }

  @Test
  void without_a_word_of_the_proxy_links_lead_to_the_host_of_the_request() {
    assertThat(create(TRUSTED)).startsWith(url("/api/v1/admin/topics/").toString());
  }

  @Test
  void what_strangers_say_has_no_effect() {
    String[] forwarded = {
      "Forwarded: for=192.0.2.1;proto=https;host=evil.example",
      "X-Forwarded-For: not an address",
      "X-Forwarded-Proto: https",
      "X-Forwarded-Host: evil.example",
      "X-Forwarded-Port: 8443"
    };

    assertThat(create(STRANGER, forwarded)).startsWith(url("/api/v1/admin/topics/").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=\"192.0.2.1",
        "Forwarded: for=192.0.2.1;proto=gopher",
        "X-Forwarded-For: somebody",
        "X-Forwarded-Host: a b",
        "Forwarded: for=192.0.2.1\nX-Forwarded-For: 192.0.2.2"
      })
  void what_nobody_can_believe_is_refused(String forwarded) {
    Reply reply = get(TRUSTED, admin(forwarded.split("\n")));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.header("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(reply.header("Cache-Control")).contains("no-store");
    assertThat(reply.body()).contains("\"code\":\"invalid-input\"").contains("eader");
    assertThatThrownBy(() -> handshake(TRUSTED, forwarded.split("\n")))
        .hasMessageContaining(" 400 ");
  }

  @Test
  void failed_logins_count_for_the_client_and_not_for_its_proxy() {
    Account account = newAccount();
    String other = "X-Forwarded-For: 198.51.100.8";

    int first = triesUntilRefused(TRUSTED, account, "X-Forwarded-For: 203.0.113.9, 198.51.100.7");

    assertThat(triesUntilRefused(TRUSTED, account, "Forwarded: for=\"198.51.100.7:99\""))
        .isLessThan(first);
    assertThat(attempt(TRUSTED, account, other)).isEqualTo(401);
  }

  @Test
  void a_stranger_cannot_fail_in_the_name_of_others() {
    Account account = newAccount();

    int first = triesUntilRefused(STRANGER, account, "X-Forwarded-For: 198.51.100.9");

    assertThat(triesUntilRefused(STRANGER, account, "X-Forwarded-For: 198.51.100.10"))
        .isLessThan(first);
    assertThat(attempt(TRUSTED, account, "X-Forwarded-For: 198.51.100.9")).isEqualTo(401);
  }

  @Test
  void a_websocket_has_the_address_of_its_client() {
    // On a busy machine so much time may pass that the limit lets one more through.
    assertThat(Stream.generate(this::newAccount).limit(10).anyMatch(this::isHeldOff)).isTrue();
  }

  /** Only where it has failed too often, and not where it has not. */
  private boolean isHeldOff(Account account) {
    String client = "X-Forwarded-For: 198.51.100.11";
    triesUntilRefused(TRUSTED, account, client);
    try {
      logIn(TRUSTED, account, client).close();
      return false;
    } catch (RuntimeException refused) {
      logIn(TRUSTED, account, "X-Forwarded-For: 198.51.100.12").close();
      return true;
    }
  }

  @Test
  void a_page_opens_a_websocket_through_a_proxy() {
    String origin = "Origin: https://tidings.example";
    String[] forwarded = {origin, "Forwarded: for=192.0.2.1;proto=https;host=tidings.example"};

    assertThatCode(() -> logIn(TRUSTED, newAccount(), forwarded)).doesNotThrowAnyException();
    assertThatThrownBy(() -> handshake(STRANGER, forwarded)).hasMessageContaining(" 403 ");
    assertThatThrownBy(() -> handshake(TRUSTED, origin, "X-Forwarded-Host: other.example"))
        .hasMessageContaining(" 403 ");
  }

  @Test
  void waiting_and_delivery_work_for_forwarded_requests() {
    Account account = newAccount();
    String topic = newTopic();
    String forwarded = "Forwarded: for=192.0.2.1;proto=https;host=tidings.example";
    try (SilentClient session = logIn(TRUSTED, account, forwarded)) {
      session.subscribe(topic);
      post(account, WebSocketTests.messages(topic), "{\"data\":\"melon\"}", forwarded);

      assertThat(session.nextMessages(1).get(0).getString("data")).isEqualTo("melon");
    }
    String late = "{\"data\":\"pear\",\"deliver_after\":2000}";
    http(account).delete(WebSocketTests.subscription(topic));
    post(account, WebSocketTests.subscription(topic), "", forwarded);
    post(account, WebSocketTests.messages(topic), late, forwarded);

    assertThat(
            post(
                account,
                WebSocketTests.subscription(topic) + "/receive",
                "{\"wait\":\"PT60S\"}",
                forwarded))
        .contains("pear");
  }

  private String post(Account account, String path, String json, String header) {
    String login = ClientAt.basic(account.username(), account.secret());
    Reply reply = TRUSTED.send(baseUrl().getPort(), "POST", url(path), json, header, login);
    assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
    return reply.body();
  }

  /** The Location of a new topic. */
  private String create(ClientAt client, String... headers) {
    Reply reply =
        client.send(
            baseUrl().getPort(),
            "POST",
            url("/api/v1/admin/topics"),
            "{\"name\":\"/it/" + UUID.randomUUID() + "\"}",
            admin(headers));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.header("Location").orElseThrow();
  }

  private String[] admin(String... headers) {
    return Stream.concat(Stream.of(headers), Stream.of(ClientAt.basic("admin", adminPassword())))
        .toArray(String[]::new);
  }

  private Reply get(ClientAt client, String... headers) {
    return client.send(baseUrl().getPort(), "GET", url("/api/v1/admin/config"), "", headers);
  }

  /** The status of a login with a wrong password. */
  private int attempt(ClientAt client, Account account, String... headers) {
    String login = ClientAt.basic(account.username(), "wrong");
    return get(client, Stream.concat(Stream.of(headers), Stream.of(login)).toArray(String[]::new))
        .status();
  }

  private int triesUntilRefused(ClientAt client, Account account, String header) {
    return IntStream.rangeClosed(1, MORE_THAN_ANY_LIMIT)
        .filter(number -> attempt(client, account, header) == 429)
        .findFirst()
        .orElseThrow();
  }

  private SilentClient logIn(ClientAt client, Account account, String... headers) {
    return new SilentClient(handshake(client, headers), account);
  }

  private RawWebSocket handshake(ClientAt client, String... headers) {
    int port = baseUrl().getPort();
    RawWebSocket socket = RawWebSocket.begin(client.connect(port), address(), headers);
    socket.awaitAnswer();
    return socket;
  }

  private URI url(String path) {
    return baseUrl().resolve(path(path));
  }

  private String path(String path) {
    return baseUrl().getPath().replaceFirst("/$", "") + path;
  }
}

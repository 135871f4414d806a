package dev.tidings.it.streaming;

import static dev.tidings.it.websocket.WebSocketTests.numbered;
import static dev.tidings.it.websocket.WebSocketTests.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.LinkProxy;
import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.WebSocketTests;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * A transport that the application does not have, event streams, on the package of deliveries:
 * window, leases, settlement and return are those of every pushing transport.
 */
class EventStreamTests extends DeployedServerTest implements WebSocketTests {
  /** The window of a stream. */
  private static final int WINDOW = 50;

  @Test
  void a_stream_brings_all_messages_in_order_and_no_more_at_once_than_its_window() {
    Account account = newAccount();
    String topic = newSubscription(account);
    List<String> published = numbered("m", 300);
    try (EventStreamClient stream = open(account, topic)) {
      publishTogether(account, topic, published);
      // It is filled in steps, and not for less than a quarter of it.
      eventually(() -> leased(account, topic) >= WINDOW * 3 / 4);
      assertThat(status(account, topic).getInt("queue_depth")).isEqualTo(published.size());

      while (stream.items().size() < published.size()) {
        int before = stream.items().size();
        assertThat(leased(account, topic)).isLessThanOrEqualTo(WINDOW);
        acknowledge(account, stream);
        eventually(() -> stream.items().size() > before);
      }
      acknowledge(account, stream);

      awaitAllSettled(account, topic);
      assertThat(stream.texts()).containsExactlyElementsOf(published);
      assertThat(stream.items()).allMatch(item -> item.deliveryCount() == 1);
    }
  }

  @Test
  void leases_are_extended_while_a_stream_is_connected() {
    Account account = newAccount();
    String topic = newSubscription(account);
    try (EventStreamClient stream = open(account, topic)) {
      publish(account, topic, "a", "b", "c");
      eventually(() -> stream.items().size() == 3);
      Instant end = stream.items().get(2).leasedUntil();

      eventually(() -> Instant.now().isAfter(end.plusSeconds(1)));

      awaitQueue(account, topic, 3, 3);
      acknowledge(account, stream);
      awaitAllSettled(account, topic);
      assertThat(stream.texts()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void what_a_stream_that_was_cut_did_not_acknowledge_comes_again_on_the_next_one() {
    Account account = newAccount();
    String topic = newSubscription(account);
    try (LinkProxy link = new LinkProxy(baseUrl().getPort());
        EventStreamClient cut =
            EventStreamClient.open(streams("127.0.0.1", link.port()), account, topic)) {
      publish(account, topic, "acknowledged");
      eventually(() -> cut.items().size() == 1);
      acknowledge(account, cut);
      awaitAllSettled(account, topic);
      publishTogether(account, topic, numbered("m", 10));
      eventually(() -> cut.items().size() == 11);

      link.cutAll();

      awaitQueue(account, topic, 10, 0);
    }
    try (EventStreamClient next = open(account, topic)) {
      eventually(() -> next.items().size() == 10);
      assertThat(next.texts()).containsExactlyElementsOf(numbered("m", 10));
      assertThat(next.items()).allMatch(item -> item.deliveryCount() == 2);
      acknowledge(account, next);
      awaitAllSettled(account, topic);
    }
  }

  @Test
  void a_stream_ends_when_its_login_is_not_good_any_more() {
    Account account = newAccount();
    String topic = newSubscription(account);
    try (EventStreamClient stream = open(account, topic)) {
      publish(account, topic, "a");
      eventually(() -> stream.items().size() == 1);

      deactivate(account);

      eventually(stream::hasEnded);
      assertThat(stream.texts()).containsExactly("a");
    }
  }

  @Test
  void who_is_not_subscribed_gets_no_stream() {
    Account account = newAccount();

    try (EventStreamClient refused = open(account, newTopic())) {
      assertThat(refused.status()).isEqualTo(403);
    }
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(1)).until(condition);
  }

  private EventStreamClient open(Account account, String topic) {
    URI streams = streams(baseUrl().getHost(), baseUrl().getPort());
    return EventStreamClient.open(streams, account, topic);
  }

  private URI streams(String host, int port) {
    String path = baseUrl().getPath().replaceFirst("/$", "");
    return URI.create("http://" + host + ":" + port + path + "/api/v1/it-streams");
  }

  private String newSubscription(Account account) {
    String topic = newTopic();
    HttpResponse<String> subscribed = http(account).post(subscription(topic));
    assertThat(subscribed.statusCode()).as(subscribed.body()).isIn(200, 201);
    return topic;
  }

  private void acknowledge(Account account, EventStreamClient stream) {
    String query = "?stream=" + stream.id() + "&event=" + stream.lastEvent();
    assertThat(http(account).post("/api/v1/it-streams" + query).statusCode()).isEqualTo(202);
  }

  private int leased(Account account, String topic) {
    return status(account, topic).getInt("leased");
  }

  private void deactivate(Account account) {
    String found = admin().get("/api/v1/admin/endpoints?name=" + account.username()).body();
    String id = found.replaceFirst("(?s).*?\"id\":([0-9]+).*", "$1");
    String path = "/api/v1/admin/endpoints/" + id;
    HttpResponse<String> changed = admin().patch(path, "{\"is_active\":false}", "If-Match", "*");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }
}

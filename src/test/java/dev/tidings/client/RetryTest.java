package dev.tidings.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.client.ScriptedServer.Request;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which calls are repeated, how often, and when. */
class RetryTest {
  private static final String TOPIC = "/demo/orders";
  private static final String PUBLISHED = "{\"msg_id\":\"zpsmc53c2e078eafd1c476b49623\"}";
  private static final String FULL =
      "{\"status\":503,\"code\":\"queue-full\",\"retry_after_ms\":1}";

  private final ScriptedServer server = new ScriptedServer();
  private final TidingsClient client = server.client().build();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_publish_without_response_is_repeated_with_the_same_key_and_body() throws Exception {
    server.hangUp().hangUp().answer(201, PUBLISHED);

    assertThat(client.publish(TOPIC, "a")).isPresent();

    Request first = server.request();
    for (Request again : List.of(server.request(), server.request())) {
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.header("Idempotency-Key"))
          .isNotEmpty()
          .isEqualTo(first.header("Idempotency-Key"));
    }
    assertThat(server.unread()).isZero();
  }

  @Test
  void whoever_is_told_to_come_back_does() throws Exception {
    server
        .answer(503, FULL)
        .answer(503, ScriptedServer.PROBLEM, "{\"code\":\"unavailable\"}", "Retry-After", "1")
        .answer(429, "{\"code\":\"too-many-attempts\",\"retry_after_ms\":1}")
        .answer(408, "{\"code\":\"body-timeout\"}")
        .answer(502, "text/html", "<html>")
        .answer(201, PUBLISHED);

    assertThat(client.publish(TOPIC, "a")).isPresent();

    assertThat(server.unread()).isEqualTo(6);
  }

  @Test
  void the_policy_limits_the_attempts() {
    TidingsClient thrice = server.client().retry(new RetryPolicy(3, Duration.ofMinutes(1))).build();
    server.answer(503, FULL).answer(503, FULL).answer(503, FULL).answer(201, PUBLISHED);

    assertThatExceptionOfType(QueueFullException.class)
        .isThrownBy(() -> thrice.publish(TOPIC, "a"));

    assertThat(server.unread()).isEqualTo(3);
  }

  @Test
  void a_wait_that_is_longer_than_the_policy_allows_ends_the_call_at_once() {
    server.answer(503, ScriptedServer.PROBLEM, "{\"code\":\"unavailable\"}", "Retry-After", "31");

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> client.publish(TOPIC, "a"))
        .matches(failure -> failure.retryAfter().orElseThrow().equals(Duration.ofSeconds(31)));

    assertThat(server.unread()).isEqualTo(1);
  }

  @Test
  void without_retries_the_first_failure_counts() {
    TidingsClient once = server.client().retry(RetryPolicy.none()).build();
    server.hangUp().answer(201, PUBLISHED);

    assertThatExceptionOfType(ConnectionException.class)
        .isThrownBy(() -> once.publish(TOPIC, "a"))
        .withMessageContaining("POST " + server.address() + "/api/v1/topics/demo/orders/messages");
  }

  @Test
  void what_the_client_has_to_change_is_not_repeated() {
    server.answer(400, "{\"code\":\"invalid-input\"}");

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.publish(TOPIC, "a"));

    assertThat(server.unread()).isEqualTo(1);
  }

  @Test
  void a_lost_receive_is_not_repeated_because_its_messages_are_leased() {
    server.hangUp().answer(200, "{\"messages\":[]}");

    assertThatExceptionOfType(ConnectionException.class)
        .isThrownBy(() -> client.receive(TOPIC, new ReceiveRequest()));

    assertThat(server.unread()).isEqualTo(1);
  }

  @Test
  void a_receive_that_was_refused_is_repeated_but_not_behind_a_proxy_that_lost_it() {
    server
        .answer(503, FULL)
        .answer(200, "{\"messages\":[]}")
        .answer(504, "text/html", "<html>")
        .answer(200, "{\"messages\":[]}");

    assertThat(client.receive(TOPIC, new ReceiveRequest())).isEmpty();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> client.receive(TOPIC, new ReceiveRequest()))
        .matches(failure -> failure.code().equals("http-504"));

    assertThat(server.unread()).isEqualTo(3);
  }

  @Test
  void settling_and_subscribing_are_repeated() {
    server
        .hangUp()
        .answer(200, "{\"results\":[{\"receipt\":\"r\",\"result\":\"done\"}]}")
        .hangUp()
        .answer(201, "{\"sub_key\":\"k\",\"queue_depth\":0}")
        .hangUp()
        .answer(204, "");

    assertThat(client.acknowledge(TOPIC, new SettlementRequest(List.of("r")))).hasSize(1);
    assertThat(client.subscribe(TOPIC).getSubKey()).isEqualTo("k");
    client.unsubscribe(TOPIC);

    assertThat(server.unread()).isEqualTo(6);
  }

  @Test
  void a_node_that_is_not_there_is_tried_for_every_call() {
    server.close();
    TidingsClient patient =
        server.client().retry(new RetryPolicy(2, Duration.ofMinutes(1))).build();

    assertThatExceptionOfType(ConnectionException.class)
        .isThrownBy(() -> patient.receive(TOPIC, new ReceiveRequest()))
        .withMessageContaining("2 attempts")
        .withCauseInstanceOf(ConnectException.class);
  }

  @Test
  void a_response_that_does_not_come_in_time_counts_as_lost() {
    TidingsClient hasty =
        server
            .client()
            .timeout(Duration.ofMillis(200))
            .retry(new RetryPolicy(2, Duration.ofMinutes(1)))
            .build();
    server.sayNothing().answer(201, PUBLISHED);

    assertThat(hasty.publish(TOPIC, "a")).isPresent();
  }

  @Test
  void who_cancels_a_call_gives_up_its_connection() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TidingsClient client =
          TidingsClient.builder("http://127.0.0.1:" + listener.getLocalPort())
              .credentials("demo", "demo-secret")
              .build();
      CompletableFuture<List<Message<Content>>> call =
          client.async().receive(TOPIC, new ReceiveRequest().setWait(Duration.ofSeconds(20)));
      try (Socket connection = listener.accept()) {
        connection.setSoTimeout(60_000);

        call.cancel(true);

        assertThat(connection.getInputStream().readAllBytes()).isNotNull();
        assertThat(call).isCancelled();
      }
    }
  }

  @Test
  void who_is_interrupted_stops_waiting() {
    server.sayNothing();
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(ConnectionException.class)
        .isThrownBy(() -> client.status(TOPIC))
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_policy_has_at_least_one_attempt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(0, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(-1)));
  }

  @Test
  void pauses_grow_and_end_at_five_seconds() {
    assertThat(RetryPolicy.backoff(1)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(RetryPolicy.backoff(3)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(RetryPolicy.backoff(1_000))
        .isBetween(Duration.ofMillis(2_500), Duration.ofMillis(5_000));
  }
}

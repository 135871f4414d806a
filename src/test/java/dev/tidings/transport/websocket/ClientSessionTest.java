package dev.tidings.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.FakeQueue;
import dev.tidings.transport.websocket.service.ServiceResponse;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may say what on a connection, and what is answered. */
class ClientSessionTest {
  private static final String RIGHT_LOGIN =
      "{\"meta\":{\"action\":\"create-session\",\"id\":\"1\",\"username\":\"u\",\"secret\":\"secret\"}}";
  private static final String WRONG_LOGIN =
      "{\"meta\":{\"action\":\"create-session\",\"id\":\"1\",\"username\":\"u\",\"secret\":\"x\"}}";

  private final SessionFixture stage = new SessionFixture();

  @Test
  void who_logs_in_gets_a_token_in_an_envelope_that_answers_the_request() {
    String token = stage.logIn();

    assertThat(token).matches("ws\\.token\\.[0-9a-f]{24}");
    JsonObject meta = stage.socket.last().getJsonObject("meta");
    assertThat(meta.keySet())
        .containsExactlyInAnyOrder("id", "timestamp", "msg_type", "status", "in_reply_to");
    assertThat(meta.getString("msg_type")).isEqualTo("zwsx.rspa");
    assertThat(meta.getInt("status")).isEqualTo(200);
    assertThat(meta.getString("in_reply_to")).isEqualTo("login");
    assertThat(meta.getString("timestamp")).isEqualTo("2026-01-02T03:04:05.000000");
    assertThat(stage.socket.closeCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"meta\":{\"action\":\"create-session\",\"id\":\"1\",\"username\":\"u\",\"secret\":\"x\"}}",
        "{\"meta\":{\"action\":\"create-session\",\"id\":\"1\",\"username\":\"u\",\"secret\":null}}",
        "{\"meta\":{\"action\":\"invoke-service\",\"id\":\"1\"},\"data\":{\"service\":\"zato.ping\"}}",
        "{\"meta\":{\"id\":\"1\",\"in_reply_to\":\"2\"}}",
        "{\"meta\":{\"action\":\"dance\",\"id\":\"1\"}}"
      })
  void whoever_begins_with_anything_but_good_credentials_is_forbidden_and_cut_off(String first) {
    stage.session.hear(first);
    stage.pass(RefusalDelay.FIRST);

    assertForbidden(1008);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "[]", "{\"meta\":1}", "{\"meta\":{\"id\":\"\"}}", "{\"a\":"})
  void whoever_begins_with_what_cannot_be_read_is_cut_off_too(String first) {
    stage.session.hear(first);

    assertForbidden(4001);
  }

  @Test
  void while_others_connect_the_server_may_not_have_heard_yet_what_was_said() {
    stage.pass(Duration.ofMillis(4_500));
    stage.anotherConnects();

    stage.pass(Duration.ofMillis(4_500));

    assertThat(stage.socket.closeCode()).isZero();
    stage.logIn();
    assertThat(stage.isOver()).isFalse();
  }

  @Test
  void whoever_says_nothing_for_too_long_is_cut_off() {
    stage.pass(Duration.ofMillis(4_500));
    assertThat(stage.socket.closeCode()).isZero();

    stage.pass(Duration.ofMillis(500));

    assertForbidden(1008);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "{\"meta\":{}}", "[[[", "{\"meta\":{\"id\":\"1\",\"id\":\"1\"}}"})
  void after_the_login_what_cannot_be_read_gets_an_answer_and_the_session_goes_on(String broken) {
    String token = stage.logIn();
    stage.offer("ping", call -> ServiceResponse.nothing().now());

    stage.session.hear(broken);

    JsonObject meta = stage.socket.last().getJsonObject("meta");
    assertThat(meta.getString("msg_type")).isEqualTo("zwsx.rsperr");
    assertThat(meta.getInt("status")).isEqualTo(422);
    assertThat(meta.getString("error_message")).isNotBlank();
    stage.invoke(token, "next", "ping", "{}");
    assertThat(stage.socket.last().getJsonObject("meta").getInt("status")).isEqualTo(200);
  }

  @Test
  void a_wrong_token_and_an_old_one_are_forbidden() {
    stage.logIn();
    String second = stage.logIn();
    stage.offer("ping", call -> ServiceResponse.nothing().now());
    stage.invoke(second, "1", "ping", "{}");
    assertThat(stage.socket.closeCode()).isZero();

    stage.invoke("ws.token.000000000000000000000000", "2", "ping", "{}");

    assertForbidden(1008);
  }

  @Test
  void a_second_login_replaces_the_token() {
    String first = stage.logIn();
    String second = stage.logIn();

    stage.invoke(first, "1", "ping", "{}");

    assertThat(second).isNotEqualTo(first);
    assertForbidden(1008);
  }

  @Test
  void a_second_login_with_wrong_credentials_is_forbidden() {
    stage.logIn();

    stage.session.hear(
        "{\"meta\":{\"action\":\"create-session\",\"id\":\"1\",\"username\":\"u\",\"secret\":\"x\"}}");
    stage.pass(RefusalDelay.FIRST);

    assertForbidden(1008);
  }

  @Test
  void a_token_is_good_for_its_lifetime_after_the_last_sign_of_life() {
    String token = stage.logIn();
    stage.offer("ping", call -> ServiceResponse.nothing().now());
    stage.pass(Duration.ofSeconds(30));
    stage.pong();
    stage.clock.advance(Duration.ofSeconds(59));
    stage.invoke(token, "1", "ping", "{}");
    stage.clock.advance(Duration.ofSeconds(59));
    stage.invoke(token, "2", "ping", "{}");
    assertThat(stage.socket.closeCode()).isZero();

    stage.clock.advance(Duration.ofSeconds(60));
    stage.invoke(token, "3", "ping", "{}");

    assertForbidden(1008);
  }

  @Test
  void who_is_not_welcome_any_more_is_cut_off_soon() {
    stage.logIn();
    stage.forbidLogin();

    stage.pass(Duration.ofSeconds(31));

    assertForbidden(1008);
  }

  @Test
  void who_is_not_welcome_any_more_is_cut_off_at_once_where_that_was_changed() {
    stage.logIn();
    stage.forbidLogin();

    stage.session.endpointChanged(SessionFixture.ENDPOINT + 1);
    assertThat(stage.socket.closeCode()).isZero();
    stage.session.endpointChanged(SessionFixture.ENDPOINT);

    assertForbidden(1008);
  }

  @Test
  void the_next_request_of_who_is_not_welcome_any_more_is_not_done() {
    List<String> done = new ArrayList<>();
    String token = stage.logIn();
    stage.offer(
        "do",
        call -> {
          done.add(call.service());
          return ServiceResponse.nothing().now();
        });
    stage.invoke(token, "1", "do", "{}");
    stage.forbidLogin();

    stage.invoke(token, "2", "do", "{}");

    assertThat(done).hasSize(1);
    assertForbidden(1008);
  }

  @Test
  void a_refused_login_is_answered_later_and_nothing_is_heard_meanwhile() {
    stage.session.hear(WRONG_LOGIN);
    stage.pass(RefusalDelay.FIRST.minusMillis(500));

    stage.session.hear(RIGHT_LOGIN);

    assertThat(stage.socket.texts()).isEmpty();
    assertThat(stage.socket.closeCode()).isZero();
    stage.pass(Duration.ofMillis(500));
    assertForbidden(1008);
  }

  @Test
  void a_session_whose_second_login_is_refused_does_nothing_more() {
    String token = stage.logIn();
    stage.session.deliver(FakeQueue.KEY, SubscribeOptions.endpoint("client"));
    stage.offer("soon", call -> ServiceResponse.nothing().now());
    int said = stage.socket.texts().size();

    stage.session.hear(WRONG_LOGIN);
    stage.invoke(token, "1", "soon", "{}");

    assertThat(stage.socket.texts()).hasSize(said);
    assertThat(stage.queue.waiting()).isEmpty();
  }

  @Test
  void while_a_password_is_hashed_the_calls_of_others_go_on_and_its_own_client_waits() {
    stage.holdHashings();
    stage.session.hear(RIGHT_LOGIN);
    stage.session.hear("{\"meta\":{\"action\":\"dance\",\"id\":\"2\"}}");

    assertThat(stage.heldCalls()).isZero();
    assertThat(stage.socket.texts()).isEmpty();
    stage.letOneLoginBeHashed();

    assertThat(answered().get(0)).isEqualTo("1");
    assertForbidden(1008);
  }

  @Test
  void before_the_login_messages_are_short_and_after_it_as_long_as_the_setting_says() {
    assertThat(stage.session.maxMessage()).isEqualTo(SessionLimits.MAX_MESSAGE_BEFORE_LOGIN);
    stage.logIn();
    assertThat(stage.session.maxMessage()).isEqualTo(SessionFixture.MAX_MESSAGE);
    assertThat(stage.socket.allowed()).isEqualTo(SessionFixture.MAX_MESSAGE);

    SessionFixture other = new SessionFixture();
    other.session.hear("x".repeat(SessionLimits.MAX_MESSAGE_BEFORE_LOGIN + 1));

    assertThat(other.socket.closeCode()).isEqualTo(1009);
  }

  @Test
  void what_waits_for_the_login_is_not_longer_than_one_message_before_it() {
    stage.holdHashings();
    stage.session.hear(RIGHT_LOGIN);
    String half = " ".repeat(SessionLimits.MAX_MESSAGE_BEFORE_LOGIN / 2) + RIGHT_LOGIN;

    stage.session.hear(half);
    assertThat(stage.socket.closeCode()).isZero();
    stage.session.hear(half);

    assertForbidden(1008);
  }

  @Test
  void a_service_answers_with_its_data_or_without_any() {
    String token = stage.logIn();
    stage.offer(
        "echo",
        call -> ServiceResponse.object(json -> json.field("endpoint", call.endpoint())).now());
    stage.offer("nothing", call -> ServiceResponse.nothing().now());

    stage.invoke(token, "1", "echo", "{}");
    assertThat(stage.socket.last().getJsonObject("data").getString("endpoint")).isEqualTo("client");
    stage.invoke(token, "2", "nothing", "{}");

    assertThat(stage.socket.last().keySet()).containsExactly("meta");
    assertThat(stage.socket.last().getJsonObject("meta").getString("in_reply_to")).isEqualTo("2");
    assertThat(stage.socket.last().getJsonObject("meta").getString("msg_type"))
        .isEqualTo("zwsx.rspok");
  }

  @Test
  void a_service_that_refuses_answers_with_its_status_and_why() {
    String token = stage.logIn();
    stage.offer(
        "refuse",
        call -> {
          throw new TidingsException(ErrorType.QUEUE_FULL, "It is full.");
        });

    stage.invoke(token, "1", "refuse", "{}");

    JsonObject meta = stage.socket.last().getJsonObject("meta");
    assertThat(meta.getInt("status")).isEqualTo(503);
    assertThat(meta.getString("error_message")).isEqualTo("It is full.");
    assertThat(meta.getString("in_reply_to")).isEqualTo("1");
    assertThat(stage.socket.last().getJsonObject("data").getString("cid")).matches("[0-9a-f]{24}");
  }

  @Test
  void a_service_that_fails_later_answers_later_and_others_before_it() {
    String token = stage.logIn();
    CompletableFuture<ServiceResponse> late = new CompletableFuture<>();
    stage.offer("late", call -> late);
    stage.offer("soon", call -> ServiceResponse.nothing().now());

    stage.invoke(token, "1", "late", "{}");
    stage.invoke(token, "2", "soon", "{}");
    late.completeExceptionally(new TidingsException(ErrorType.UNAVAILABLE, "Not now."));

    assertThat(answered()).containsExactly("login", "2", "1");
    assertThat(stage.socket.last().getJsonObject("meta").getInt("status")).isEqualTo(503);
  }

  @Test
  void operations_begin_one_after_the_other_in_the_order_in_which_they_came() {
    String token = stage.logIn();
    stage.offer("soon", call -> ServiceResponse.nothing().now());
    stage.holdCalls();

    stage.invoke(token, "1", "soon", "{}");
    stage.invoke(token, "2", "soon", "{}");
    assertThat(answered()).containsExactly("login");
    stage.letOneCallGo();
    assertThat(answered()).containsExactly("login", "1");
    stage.letOneCallGo();

    assertThat(answered()).containsExactly("login", "1", "2");
  }

  @Test
  void a_client_that_asks_for_too_much_at_once_hears_so() {
    String token = stage.logIn();
    stage.offer("soon", call -> ServiceResponse.nothing().now());
    stage.holdCalls();
    for (int i = 0; i < 1_002; i++) {
      stage.invoke(token, "id" + i, "soon", "{}");
    }

    assertThat(stage.socket.last().getJsonObject("meta").getInt("status")).isEqualTo(503);
    assertThat(answered()).containsExactly("login", "id1001");
  }

  @Test
  void a_client_that_does_not_read_its_answers_gets_no_more_of_them_until_it_does() {
    String token = stage.logIn();
    stage.offer("long", call -> ServiceResponse.of(json -> json.text("x".repeat(1_500_000))).now());
    stage.socket.beSlow();

    stage.invoke(token, "1", "long", "{}");
    stage.invoke(token, "2", "long", "{}");
    assertThat(answered()).containsExactly("login", "1");
    stage.socket.takeOne();
    stage.pass(Duration.ofMillis(500));

    assertThat(answered()).containsExactly("login", "1", "2");
  }

  @Test
  void a_message_that_is_too_long_in_bytes_ends_the_session_and_one_that_just_fits_does_not() {
    stage.logIn();

    stage.session.hear("x".repeat(SessionFixture.MAX_MESSAGE));
    stage.session.hear("ü".repeat(SessionFixture.MAX_MESSAGE / 2));
    assertThat(stage.socket.closeCode()).isZero();
    stage.session.hear("ü".repeat(SessionFixture.MAX_MESSAGE / 2) + "x");

    assertThat(stage.socket.closeCode()).isEqualTo(1009);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"zato.ping\"", "{}", "{\"service\":1}", "[\"zato.ping\"]"})
  void an_invocation_without_the_name_of_a_service_is_refused(String data) {
    String token = stage.logIn();

    stage.session.hear(
        "{\"meta\":{\"action\":\"invoke-service\",\"id\":\"1\",\"token\":\"%s\"},\"data\":%s}"
            .formatted(token, data));

    assertThat(stage.socket.last().getJsonObject("meta").getInt("status")).isEqualTo(400);
    assertThat(answered()).containsExactly("login", "1");
  }

  @Test
  void an_idle_client_is_pinged_and_one_that_does_not_answer_is_cut_off_within_45_seconds() {
    stage.logIn();

    stage.pass(Duration.ofSeconds(30));
    assertThat(stage.socket.pings()).hasSize(1);
    assertThat(stage.socket.closeCode()).isZero();
    stage.pass(Duration.ofSeconds(15));

    assertThat(stage.socket.closeCode()).isEqualTo(4002);
    assertThat(stage.isOver()).isTrue();
  }

  @Test
  void pings_come_at_regular_times_from_the_first_on_which_has_a_time_of_its_own() {
    SessionFixture own = new SessionFixture(Duration.ofSeconds(7));
    own.logIn();

    own.pass(Duration.ofMillis(6_500));
    assertThat(own.socket.pings()).isEmpty();
    own.pass(Duration.ofMillis(500));
    assertThat(own.socket.pings()).hasSize(1);
    own.session.hearPong(own.socket.pings().get(0));
    own.pass(Duration.ofMillis(29_500));
    assertThat(own.socket.pings()).hasSize(1);
    own.pass(Duration.ofMillis(500));
    assertThat(own.socket.pings()).hasSize(2);
  }

  @Test
  void a_client_that_answers_its_pings_stays_however_long_nothing_happens() {
    stage.logIn();

    for (int i = 0; i < 20; i++) {
      stage.pass(Duration.ofSeconds(30));
      stage.pong();
    }

    assertThat(stage.socket.pings()).hasSize(20);
    assertThat(stage.socket.closeCode()).isZero();
  }

  @Test
  void a_server_that_has_slept_first_hears_what_has_come_meanwhile() {
    stage.logIn();
    stage.pass(Duration.ofSeconds(30));

    stage.sleep(Duration.ofSeconds(60));
    assertThat(stage.socket.closeCode()).isZero();
    stage.pong();
    stage.pass(Duration.ofSeconds(12));

    assertThat(stage.socket.closeCode()).isZero();
  }

  @Test
  void a_socket_that_takes_nothing_for_45_seconds_is_closed_even_if_its_client_talks() {
    String token = stage.logIn();
    stage.offer("soon", call -> ServiceResponse.nothing().now());
    stage.socket.beSlow();
    stage.invoke(token, "1", "soon", "{}");

    for (int i = 0; i < 9; i++) {
      assertThat(stage.socket.closeCode()).isZero();
      stage.pass(Duration.ofSeconds(5));
      stage.session.hearPong("");
    }
    stage.pass(Duration.ofSeconds(1));

    assertThat(stage.socket.closeCode()).isEqualTo(4003);
  }

  @Test
  void a_socket_that_fails_ends_the_session() {
    String token = stage.logIn();
    stage.offer("soon", call -> ServiceResponse.nothing().now());
    stage.socket.beSlow();
    stage.invoke(token, "1", "soon", "{}");

    stage.socket.failOne();

    assertThat(stage.isOver()).isTrue();
  }

  @Test
  void nothing_is_said_on_a_connection_that_is_over() {
    String token = stage.logIn();
    CompletableFuture<ServiceResponse> late = new CompletableFuture<>();
    stage.offer("late", call -> late);
    stage.invoke(token, "1", "late", "{}");

    stage.session.isGone();
    late.complete(ServiceResponse.nothing());
    stage.invoke(token, "2", "late", "{}");

    assertThat(answered()).containsExactly("login");
  }

  private List<String> answered() {
    return stage.socket.texts().stream()
        .map(FakeSocket::object)
        .map(json -> json.getJsonObject("meta").getString("in_reply_to", ""))
        .toList();
  }

  private void assertForbidden(int closeCode) {
    JsonObject last = stage.socket.last();
    assertThat(last.getJsonObject("meta").getString("msg_type")).isEqualTo("zwsx.merr");
    assertThat(last.getJsonObject("meta").getInt("status")).isEqualTo(403);
    assertThat(last.getJsonObject("meta").containsKey("in_reply_to")).isFalse();
    assertThat(last.getString("data")).isEqualTo("You are not authorized to access this resource");
    assertThat(stage.socket.closeCode()).isEqualTo(closeCode);
    assertThat(stage.isOver()).isTrue();
  }
}

package dev.tidings.transport.websocket;

import static dev.tidings.fixture.FakeQueue.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.FakeQueue;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session delivers, how much of it at once, and when a delivery is done. */
class SessionDeliveriesTest {
  private static final SubscriptionKey OTHER =
      SubscriptionKey.of("zpsk.websockets.ffffffffffffffffffffffff");

  private final SessionFixture stage = new SessionFixture();
  private final FakeQueue queue = stage.queue;
  private String token;

  @BeforeEach
  void log_in_and_subscribe() {
    token = stage.logIn();
    stage.session.deliver(KEY, options());
  }

  private static SubscribeOptions options() {
    return SubscribeOptions.endpoint("client");
  }

  @Test
  void one_message_is_delivered_as_itself_under_its_own_id() {
    queue.handOut("a");

    JsonObject delivery = stage.deliveries().get(0);
    assertThat(delivery.getJsonObject("meta").getString("id"))
        .isEqualTo(FakeQueue.id("a").toString());
    JsonObject message = delivery.getJsonObject("data");
    assertThat(message.getString("data")).isEqualTo("a");
    assertThat(message.getString("sub_key")).isEqualTo(KEY.value());
    assertThat(message.getString("receipt")).isEqualTo("a-1");
    assertThat(message.getInt("delivery_count")).isEqualTo(1);
  }

  @Test
  void who_is_not_welcome_any_more_gets_nothing_and_is_cut_off() {
    queue.handOut("a");
    stage.forbidLogin();

    queue.handOut("b");

    assertThat(stage.deliveries()).hasSize(1);
    assertThat(queue.rejected()).containsExactlyInAnyOrder("a-1", "b-1");
    assertThat(stage.socket.closeCode()).isEqualTo(1008);
    assertThat(stage.isOver()).isTrue();
  }

  @Test
  void what_who_is_not_welcome_any_more_answers_settles_nothing() {
    queue.handOut("a");
    stage.forbidLogin();

    stage.respond(token, stage.deliveries().get(0));

    assertThat(queue.acknowledged()).isEmpty();
    assertThat(queue.rejected()).containsExactly("a-1");
  }

  @Test
  void where_the_database_has_to_be_asked_about_the_login_delivery_waits_for_it() {
    stage.forgetLogin();
    stage.holdCalls();

    queue.handOut("a");
    assertThat(stage.deliveries()).isEmpty();
    assertThat(queue.waiting()).isEmpty();
    stage.letOneCallGo();

    assertThat(stage.deliveries()).hasSize(1);
  }

  @Test
  void several_messages_are_one_delivery_of_a_list() {
    queue.handOut("a", "b");

    JsonObject delivery = stage.deliveries().get(0);
    assertThat(delivery.getJsonObject("meta").getString("id")).matches("[0-9a-f]{24}");
    assertThat(texts(delivery)).containsExactly("a", "b");
  }

  @Test
  void one_message_is_a_list_for_who_asked_for_that() {
    stage.session.deliver(KEY, options().wrapOneMessageInList(true));

    queue.handOut("a");

    assertThat(texts(stage.deliveries().get(0))).containsExactly("a");
  }

  @Test
  void a_batch_is_as_large_as_the_client_wants_at_most() {
    stage.session.stop(KEY);
    stage.session.deliver(KEY, options().inBatchesOf(3));

    assertThat(queue.question().options().max()).isEqualTo(3);
  }

  @Test
  void there_is_one_question_at_a_time_and_the_next_one_after_its_answer() {
    assertThat(queue.waiting()).hasSize(1);

    queue.handOut("a");

    assertThat(queue.waiting()).hasSize(1);
  }

  @Test
  void the_window_bounds_what_is_not_settled_in_messages() {
    assertThat(queue.question().options().max()).isEqualTo(SessionFixture.WINDOW);
    queue.handOut("a", "b", "c");
    assertThat(queue.question().options().max()).isEqualTo(SessionFixture.WINDOW - 3);

    queue.handOut("d", "e", "f", "g", "h");
    stage.pass(Duration.ofSeconds(1));
    assertThat(queue.waiting()).isEmpty();
    stage.respond(token, stage.deliveries().get(0));

    assertThat(queue.question().options().max()).isEqualTo(3);
  }

  @Test
  void the_window_bounds_what_is_not_settled_in_bytes() {
    assertThat(queue.question().options().maxBytes()).isEqualTo(SessionFixture.WINDOW_BYTES);
    queue.handOut(queue.message("x".repeat(SessionFixture.WINDOW_BYTES / 2), 1));
    assertThat(queue.question().options().maxBytes())
        .isEqualTo(SessionFixture.WINDOW_BYTES / 2 - 1_024);

    queue.handOut(queue.message("y".repeat(SessionFixture.WINDOW_BYTES), 1));
    stage.pass(Duration.ofSeconds(1));

    assertThat(queue.waiting()).isEmpty();
  }

  @Test
  void subscriptions_of_one_session_share_its_window() {
    stage.session.deliver(OTHER, options());

    assertThat(queue.waiting()).hasSize(2);
    assertThat(queue.waiting().get(1).options().max()).isEqualTo(SessionFixture.WINDOW / 2);
  }

  @Test
  void a_response_settles_its_delivery_and_no_other() {
    queue.handOut("a");
    queue.handOut("b", "c");

    stage.respond(token, stage.deliveries().get(1));

    assertThat(queue.acknowledged()).containsExactly("b-1", "c-1");
  }

  @Test
  void a_response_to_what_was_never_delivered_settles_nothing() {
    queue.handOut("a");

    stage.respond(token, "nonsense");
    stage.respond(token, "");

    assertThat(queue.acknowledged()).isEmpty();
    assertThat(stage.socket.closeCode()).isZero();
  }

  @Test
  void a_client_that_answers_is_not_taken_at_its_pongs() {
    queue.handOut("a");
    stage.respond(token, stage.deliveries().get(0));
    queue.handOut("b");

    for (int i = 0; i < 10; i++) {
      stage.pass(Duration.ofSeconds(10));
      stage.pong();
    }

    assertThat(queue.acknowledged()).containsExactly("a-1");
  }

  @Test
  void a_client_that_has_not_answered_in_time_settles_by_its_pongs_from_then_on() {
    queue.handOut("a");
    stage.pong();
    stage.pass(Duration.ofSeconds(4));
    assertThat(queue.acknowledged()).isEmpty();

    stage.pass(Duration.ofSeconds(2));
    assertThat(queue.acknowledged()).containsExactly("a-1");
    queue.handOut("b");
    stage.pong();

    assertThat(queue.acknowledged()).containsExactly("a-1", "b-1");
  }

  @Test
  void a_client_that_answers_late_is_one_that_answers_from_then_on() {
    learn_that_the_client_is_silent();
    stage.respond(token, stage.deliveries().get(0));

    queue.handOut("a");
    stage.pong();
    stage.pass(Duration.ofSeconds(6));
    assertThat(queue.acknowledged()).containsExactly("learn-1");
    stage.respond(token, stage.deliveries().get(1));

    assertThat(queue.acknowledged()).containsExactly("learn-1", "a-1");
  }

  @Test
  void a_pong_settles_only_what_was_sent_before_its_ping() {
    learn_that_the_client_is_silent();
    queue.handOut("a");
    String ping = stage.socket.pings().get(stage.socket.pings().size() - 1);
    queue.handOut("b");

    stage.session.hearPong(ping);
    assertThat(queue.acknowledged()).containsExactly("learn-1", "a-1");
    stage.session.hearPong("made up");
    assertThat(queue.acknowledged()).containsExactly("learn-1", "a-1");
    stage.pong();

    assertThat(queue.acknowledged()).containsExactly("learn-1", "a-1", "b-1");
  }

  private void learn_that_the_client_is_silent() {
    queue.handOut("learn");
    stage.pong();
    stage.pass(Duration.ofSeconds(6));
  }

  @Test
  void a_client_that_answers_is_pinged_only_after_what_it_leaves_unanswered() {
    queue.handOut("first");
    stage.respond(token, stage.deliveries().get(0));
    stage.pong();
    int before = stage.socket.pings().size();
    for (int i = 1; i <= 20; i++) {
      queue.handOut("fast-" + i);
      stage.respond(token, stage.deliveries().get(i));
    }
    stage.pass(Duration.ofSeconds(1));
    assertThat(stage.socket.pings()).hasSize(before);

    queue.handOut("slow");
    stage.pass(Duration.ofSeconds(3));

    assertThat(stage.socket.pings()).hasSize(before + 1);
    stage.pong();
    stage.pass(Duration.ofSeconds(3));
    assertThat(stage.socket.pings()).hasSize(before + 1);
    queue.handOut("slower");
    stage.pass(Duration.ofSeconds(1));
    assertThat(stage.socket.pings()).hasSize(before + 2);
  }

  @Test
  void a_client_that_answered_and_is_gone_is_noticed_by_what_it_leaves_unanswered() {
    queue.handOut("a");
    stage.respond(token, stage.deliveries().get(0));
    stage.pong();
    queue.handOut("b");

    stage.pass(Duration.ofSeconds(7));
    assertThat(queue.waiting()).isEmpty();
    stage.pass(Duration.ofSeconds(40));

    assertThat(stage.socket.closeCode()).isEqualTo(4002);
    assertThat(queue.acknowledged()).containsExactly("a-1");
    assertThat(queue.rejected()).containsExactly("b-1");
  }

  @Test
  void what_arrived_nowhere_goes_back_when_the_silence_is_noticed() {
    learn_that_the_client_is_silent();
    queue.handOut("a");

    stage.pass(Duration.ofSeconds(46));

    assertThat(stage.socket.closeCode()).isEqualTo(4002);
    assertThat(queue.acknowledged()).containsExactly("learn-1");
    assertThat(queue.rejected()).containsExactly("a-1");
  }

  @Test
  void while_a_client_is_in_doubt_others_get_what_comes() {
    queue.handOut("a");
    stage.pass(Duration.ofSeconds(6));
    assertThat(queue.waiting()).isEmpty();

    stage.pong();

    assertThat(queue.waiting()).hasSize(1);
  }

  @Test
  void a_connection_that_ends_sends_back_what_is_not_settled_and_asks_no_more() {
    queue.handOut("a");
    queue.handOut("b");
    stage.respond(token, stage.deliveries().get(0));

    stage.session.isGone();

    assertThat(queue.rejected()).containsExactly("b-1");
    assertThat(queue.waiting()).isEmpty();
  }

  @Test
  void a_question_that_is_asked_while_the_connection_ends_is_taken_back() {
    stage.holdCalls();
    stage.session.deliver(OTHER, options());
    stage.session.isGone();

    stage.letOneCallGo();

    assertThat(queue.waiting()).isEmpty();
  }

  @Test
  void what_goes_back_goes_only_when_the_connection_asks_for_nothing_any_more() {
    stage.holdCalls();
    queue.handOut("a");
    stage.session.isGone();
    // The next question, which has not even been asked yet.
    assertThat(stage.heldCalls()).isEqualTo(1);

    stage.letOneCallGo();
    assertThat(queue.waiting()).isEmpty();
    stage.letOneCallGo();

    assertThat(queue.rejected()).containsExactly("a-1");
  }

  @Test
  void messages_that_had_come_already_when_the_connection_ended_go_back() {
    stage.holdTasks();
    stage.session.isGone();
    queue.handOut("a");

    stage.letTasksGo();

    assertThat(queue.rejected()).containsExactly("a-1");
    assertThat(stage.deliveries()).isEmpty();
  }

  @Test
  void leases_go_on_as_long_as_the_session_does() {
    queue.handOut("a");
    stage.respond(token, stage.deliveries().get(0));
    queue.handOut("b");

    stage.pass(Duration.ofSeconds(11));

    assertThat(queue.extended()).containsExactly("b-1");
    stage.pass(Duration.ofSeconds(11));
    assertThat(queue.extended()).containsExactly("b-1", "b-1");
  }

  @Test
  void what_others_have_by_now_is_neither_settled_nor_sent_back() {
    queue.handOut("a");
    stage.respond(token, stage.deliveries().get(0));
    queue.handOut("b");
    queue.loseLeases();
    stage.pass(Duration.ofSeconds(11));

    stage.respond(token, stage.deliveries().get(1));
    stage.session.isGone();

    assertThat(queue.acknowledged()).containsExactly("a-1");
    assertThat(queue.rejected()).isEmpty();
  }

  @Test
  void what_was_leased_before_the_server_slept_is_not_delivered_after_it() {
    Message old = queue.message("a", 1);
    stage.sleep(FakeQueue.LEASE.plusSeconds(1));

    queue.handOut(old);

    assertThat(stage.deliveries()).isEmpty();
    assertThat(queue.waiting()).hasSize(1);
  }

  @Test
  void a_message_that_comes_again_is_settled_by_a_response_to_its_last_delivery() {
    queue.handOut(queue.message("a", 1));
    queue.handOut(queue.message("a", 2));

    stage.respond(token, stage.deliveries().get(1));

    assertThat(queue.acknowledged()).containsExactly("a-2");
  }

  @Test
  void receipts_that_were_settled_otherwise_make_room_and_do_not_go_back() {
    queue.handOut("a", "b");

    stage.session.settled(List.of(receipt("a-1")));
    stage.session.isGone();

    assertThat(queue.rejected()).containsExactly("b-1");
  }

  @Test
  void who_logs_in_as_somebody_else_leaves_his_deliveries_behind() {
    queue.handOut("a");

    token = stage.logIn("somebody else");

    assertThat(queue.rejected()).containsExactly("a-1");
    assertThat(queue.waiting()).isEmpty();
  }

  @Test
  void who_logs_in_again_keeps_them() {
    queue.handOut("a");

    token = stage.logIn();
    stage.respond(token, stage.deliveries().get(0));

    assertThat(queue.acknowledged()).containsExactly("a-1");
    assertThat(queue.waiting()).hasSize(1);
  }

  @Test
  void a_subscription_that_is_gone_is_asked_no_more_and_one_that_is_refused_soon_again() {
    fail(ErrorType.TOPIC_NOT_ACCESSIBLE);
    assertThat(queue.waiting()).isEmpty();
    stage.pass(Duration.ofSeconds(2));
    assertThat(queue.waiting()).hasSize(1);

    fail(ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE);
    stage.pass(Duration.ofSeconds(2));

    assertThat(queue.waiting()).isEmpty();
  }

  private void fail(ErrorType type) {
    queue.question().answer().completeExceptionally(new TidingsException(type, "on purpose"));
  }

  @Test
  void a_subscription_ends_with_its_connection_only_if_it_asked_for_that() {
    stage.session.deliver(OTHER, options().unsubscribeOnClose(true));

    stage.session.isGone();

    assertThat(stage.unwanted).containsExactly(OTHER);
  }

  @Test
  void a_slow_reader_is_sent_no_more_than_its_window() {
    stage.socket.beSlow();
    int handedOut = 0;
    while (!queue.waiting().isEmpty()) {
      queue.handOut("m" + handedOut++);
    }

    assertThat(handedOut).isEqualTo(SessionFixture.WINDOW - SessionFixture.WINDOW / 4 + 1);
    assertThat(stage.deliveries()).hasSize(1);
  }

  private static Receipt receipt(String value) {
    return Receipt.of(value);
  }

  private static List<String> texts(JsonObject delivery) {
    JsonValue data = delivery.get("data");
    return ((JsonArray) data)
        .getValuesAs(JsonObject.class).stream().map(message -> message.getString("data")).toList();
  }
}

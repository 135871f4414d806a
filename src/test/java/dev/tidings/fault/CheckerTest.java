package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fault.EventLogs.Moment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checker that finds nothing proves nothing: each kind of fault must be seen for what it is. */
class CheckerTest {
  private static final List<String> QUEUES = List.of("q");

  @TempDir Path directory;

  private EventLog log;
  private long calls;

  @BeforeEach
  void open() {
    log = new EventLog(directory, "client");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void a_round_in_which_all_is_well_is_clean() {
    publish("a", Outcome.OK);
    receive("a", 1);
    acknowledge("a", 1, Outcome.OK);
    publish("b", Outcome.FAIL);
    publish("c", Outcome.INFO);

    Verdict verdict = check();

    assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    assertThat(verdict.of(Counter.OFFERED)).isEqualTo(3);
    assertThat(verdict.of(Counter.OK)).isEqualTo(1);
    assertThat(verdict.of(Counter.DEFINITE_FAIL)).isEqualTo(1);
    assertThat(verdict.of(Counter.UNKNOWN)).isEqualTo(1);
    assertThat(verdict.of(Counter.STORED)).isEqualTo(1);
    assertThat(verdict.of(Counter.DELIVERED_UNIQUE)).isEqualTo(1);
  }

  @Test
  void a_message_that_never_comes_is_lost() {
    publish("a", Outcome.OK);

    assertOnly(Counter.LOST);
  }

  @Test
  void a_message_that_was_given_and_not_acknowledged_must_come_back() {
    publish("a", Outcome.OK);
    receive("a", 1);
    acknowledge("a", 1, Outcome.FAIL);

    assertOnly(Counter.LOST);
  }

  @Test
  void what_one_queue_has_the_others_must_have() {
    publish("a", Outcome.INFO);
    take("a");

    Verdict verdict = Checker.check(EventLogs.in(directory), List.of("q", "other"));

    assertThat(verdict.of(Counter.LOST)).isEqualTo(1);
    assertThat(verdict.of(Counter.RECOVERED)).isEqualTo(1);
  }

  @Test
  void a_second_delivery_is_flagged_when_its_count_rose() {
    publish("a", Outcome.OK);
    receive("a", 1);
    receive("a", 2);
    acknowledge("a", 2, Outcome.OK);

    Verdict verdict = check();

    assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    assertThat(verdict.of(Counter.DUP_FLAGGED)).isEqualTo(1);
  }

  @Test
  void a_second_delivery_with_the_same_count_is_an_unflagged_duplicate() {
    publish("a", Outcome.OK);
    receive("a", 1);
    receive("a", 1);
    acknowledge("a", 1, Outcome.OK);

    assertOnly(Counter.DUP_UNFLAGGED);
  }

  @Test
  void a_message_that_is_stored_twice_is_an_unflagged_duplicate() {
    publish("a", Outcome.OK);
    take("a");
    take("a");

    assertOnly(Counter.DUP_UNFLAGGED);
  }

  @Test
  void a_message_that_nobody_offered_is_unexpected() {
    take("a");

    assertOnly(Counter.UNEXPECTED);
  }

  @Test
  void a_message_that_was_refused_is_unexpected() {
    publish("a", Outcome.FAIL);
    take("a");

    assertThat(check().of(Counter.UNEXPECTED)).isEqualTo(1);
  }

  @Test
  void a_message_with_other_data_is_unexpected() {
    publish("a", Outcome.OK);
    log.write(call(Action.GET, Outcome.OK).from("q").delivered("a", "other", 5, 0, ""));

    assertOnly(Counter.UNEXPECTED);
  }

  @Test
  void a_delivery_that_was_asked_for_after_the_acknowledgement_is_seen() {
    publish("a", Outcome.OK);
    receive("a", 1);
    acknowledge("a", 1, Outcome.OK);
    receive("a", 2);

    assertOnly(Counter.AFTER_ACKNOWLEDGE);
  }

  @Test
  void an_acknowledgement_without_an_answer_leaves_open_whether_the_message_comes_back() {
    publish("a", Outcome.OK);
    publish("b", Outcome.OK);
    receive("a", 1);
    receive("b", 1);
    acknowledge("a", 1, Outcome.INFO);
    acknowledge("b", 1, Outcome.INFO);
    receive("b", 2);

    Verdict verdict = check();

    assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
  }

  @Test
  void a_part_of_a_request_is_torn() {
    publishTogether("a", "b", Outcome.INFO);
    take("a");

    assertOnly(Counter.TORN);
  }

  @Test
  void a_request_of_which_a_part_was_settled_unseen_is_whole() {
    publishTogether("a", "b", Outcome.INFO);
    take("a");
    acknowledge("b", 1, Outcome.INFO);

    Verdict verdict = check();

    assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
  }

  @Test
  void a_request_of_which_a_part_was_settled_while_the_disk_was_copied_may_be_in_it_or_not() {
    Moment before = Moment.now(directory);
    publishTogether("a", "b", Outcome.OK);
    receive("a", 1);
    acknowledge("a", 1, Outcome.OK);

    Verdict verdict = Checker.check(EventLogs.in(directory, before, Moment.now(directory)), QUEUES);

    assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    assertThat(verdict.of(Counter.UNKNOWN)).isEqualTo(2);
  }

  @Test
  void a_request_without_an_answer_of_which_a_part_was_acknowledged_is_torn_if_the_rest_is_not() {
    publishTogether("a", "b", Outcome.INFO);
    acknowledge("a", 1, Outcome.OK);

    assertOnly(Counter.TORN);
  }

  @Test
  void a_repeated_call_is_answered_for_all_its_attempts() {
    long request = ++calls;
    Event call = Event.of(Action.PUBLISH, Outcome.INVOKE, request).published("a", "a", 5);
    log.write(List.of(call, call.as(Outcome.INFO), call, call.as(Outcome.OK)));
    take("a");

    Verdict verdict = check();

    assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    assertThat(verdict.of(Counter.OFFERED)).isEqualTo(1);
    assertThat(verdict.of(Counter.OK)).isEqualTo(1);
    assertThat(verdict.of(Counter.UNKNOWN)).isZero();
  }

  @Test
  void what_was_heard_while_the_disk_was_copied_is_open_and_deliveries_of_then_do_not_count() {
    publish("a", Outcome.OK);
    Moment before = Moment.now(directory);
    publish("b", Outcome.OK);
    receive("b", 1);
    acknowledge("b", 1, Outcome.OK);

    Verdict verdict = Checker.check(EventLogs.in(directory, before, Moment.now(directory)), QUEUES);

    assertThat(verdict.of(Counter.OK)).isEqualTo(1);
    assertThat(verdict.of(Counter.UNKNOWN)).isEqualTo(1);
    assertThat(verdict.of(Counter.DELIVERED_UNIQUE)).isZero();
    assertThat(verdict.of(Counter.LOST)).isEqualTo(1);
  }

  @Test
  void what_was_settled_after_the_disk_was_copied_is_lost_if_the_copy_lacks_it() {
    publish("a", Outcome.OK);
    Moment now = Moment.now(directory);
    receive("a", 1);
    acknowledge("a", 1, Outcome.OK);
    publish("b", Outcome.OK);

    Verdict verdict = Checker.check(EventLogs.in(directory, now, now), QUEUES);

    assertThat(verdict.of(Counter.OFFERED)).isEqualTo(1);
    assertThat(verdict.of(Counter.LOST)).isEqualTo(1);
  }

  @Test
  void the_first_ten_offenders_are_named() {
    for (int i = 0; i < 12; i++) {
      publish("message-" + i, Outcome.OK);
    }

    assertThat(check().toString())
        .contains("lost 12", "message-0", "message-9")
        .doesNotContain("message-10");
  }

  private void assertOnly(Counter expected) {
    Verdict verdict = check();
    for (Counter counter : Counter.values()) {
      if (counter.isOffence()) {
        long count = counter == expected ? 1 : 0;
        assertThat(verdict.of(counter)).as(counter + " of " + verdict).isEqualTo(count);
      }
    }
    assertThat(verdict.isClean()).isFalse();
  }

  private Verdict check() {
    return Checker.check(EventLogs.in(directory), QUEUES);
  }

  private Event call(Action action, Outcome outcome) {
    return Event.of(action, outcome, ++calls);
  }

  private void publish(String name, Outcome outcome) {
    Event call = call(Action.PUBLISH, Outcome.INVOKE).published(name, name, 5);
    log.write(call);
    log.write(call.as(outcome));
  }

  private void publishTogether(String first, String second, Outcome outcome) {
    Event call = call(Action.PUBLISH, Outcome.INVOKE);
    Event one = call.published(first, first, 5);
    Event other = call.published(second, second, 5);
    log.write(List.of(one, other, one.as(outcome), other.as(outcome)));
  }

  private void receive(String name, int count) {
    Event call = call(Action.RECEIVE, Outcome.INVOKE).from("q");
    log.write(call);
    log.write(call.as(Outcome.OK).delivered(name, name, 5, count, "r"));
  }

  private void take(String name) {
    Event call = call(Action.GET, Outcome.INVOKE).from("q");
    log.write(call);
    log.write(call.as(Outcome.OK).delivered(name, name, 5, 0, ""));
  }

  private void acknowledge(String name, int count, Outcome outcome) {
    Event call =
        call(Action.ACKNOWLEDGE, Outcome.INVOKE).from("q").delivered(name, "", 0, count, "r");
    log.write(call);
    log.write(call.as(outcome));
  }
}

package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.queue.Outlook;
import dev.tidings.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is to be served, and when somebody has to look whether there is anything. */
class LineTest {
  private static final Outlook EMPTY = new Outlook(false, false, Optional.empty());
  private static final Outlook IN_FLIGHT = new Outlook(false, false, Optional.of(Instant.EPOCH));
  private static final Outlook FULL = new Outlook(false, true, Optional.empty());

  private final Line line =
      new Line(new QueueId(123, 1), SubscriptionKey.of("zpsk.rest.0123456789abcdef01234567"));
  private final Waiter first = waiter();
  private final Waiter second = waiter();

  private static Waiter waiter() {
    return new Waiter(ReceiveOptions.defaults(), Duration.ofSeconds(1), true, 0, LineTest::fail);
  }

  private static void fail(List<Message> leased) {
    throw new AssertionError("Nothing is leased here: " + leased);
  }

  private static Waiter waiterUntil(long end) {
    return new Waiter(ReceiveOptions.defaults(), Duration.ZERO, true, end, LineTest::fail);
  }

  @BeforeEach
  void two_wait() {
    line.join(first);
    line.join(second);
  }

  private Line.Round begin() {
    return line.beginRound(10);
  }

  private void round(Outlook seen) {
    line.wake();
    begin();
    line.endRound(seen);
  }

  private void handOutAll() {
    line.wake();
    begin();
    line.endDrained(Optional.empty());
  }

  private long looksInAMinute(boolean isShared) {
    return LongStream.range(0, 600).filter(tick -> WaitingRoom.isDue(line, tick, isShared)).count();
  }

  @Test
  void who_is_promised_something_is_served_no_more_and_is_still_there() {
    line.promise(List.of(first));

    assertThat(line.wake()).isTrue();
    assertThat(begin().first()).containsExactly(second);
    assertThat(line.served()).containsExactly(second, first);
    assertThat(line.takeOverdue(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void who_has_left_cannot_be_promised_anything() {
    line.leave(first);

    line.promise(List.of(first, second));

    assertThat(line.served()).containsExactly(second);
    line.leave(second);
    assertThat(line.isEmpty()).isTrue();
  }

  @Test
  void nobody_has_to_come_when_all_have_been_promised_something() {
    line.promise(List.of(first, second));

    assertThat(line.wake()).isFalse();
    line.join(waiter());
    assertThat(line.wake()).isTrue();
  }

  @Test
  void news_save_one_look() {
    line.wakeForNews();

    assertThat(begin().needsCheck()).isFalse();
    assertThat(line.endWithMore()).isTrue();
    assertThat(begin().needsCheck()).isTrue();
  }

  @Test
  void news_save_no_look_when_somebody_said_more_than_that() {
    line.wakeForNews();
    line.wake();
    assertThat(begin().needsCheck()).isTrue();
    line.endFailed();

    line.wakeForNews();
    assertThat(begin().needsCheck()).isFalse();
  }

  @Test
  void news_save_no_look_when_there_was_no_room() {
    round(FULL);

    line.wakeForNews();

    assertThat(begin().needsCheck()).isTrue();
  }

  @Test
  void who_comes_where_others_wait_for_nothing_needs_no_look() {
    round(IN_FLIGHT);

    line.join(waiter());

    assertThat(line.wakeForNewcomer()).isFalse();
    assertThat(line.wake()).isTrue();
  }

  @Test
  void who_comes_after_a_hand_out_of_all_there_was_needs_no_look() {
    handOutAll();

    assertThat(line.wakeForNewcomer()).isFalse();
  }

  @Test
  void who_comes_when_there_may_be_something_makes_somebody_look() {
    assertThat(line.wakeForNewcomer()).isTrue();
    begin();
    line.endFailed();

    assertThat(line.wakeForNewcomer()).isTrue();
  }

  @Test
  void who_comes_after_news_that_found_nobody_gets_them_without_a_look() {
    handOutAll();
    line.promise(List.of(first, second));
    line.wakeForNews();

    line.join(waiter());

    assertThat(line.wakeForNewcomer()).isTrue();
    assertThat(begin().needsCheck()).isFalse();
  }

  @Test
  void who_comes_after_another_wake_up_that_found_nobody_makes_somebody_look() {
    handOutAll();
    line.promise(List.of(first, second));
    line.wake();

    line.join(waiter());

    assertThat(line.wakeForNewcomer()).isTrue();
    assertThat(begin().needsCheck()).isTrue();
  }

  @Test
  void who_comes_in_the_middle_of_a_round_makes_another_one_follow_if_something_is_left() {
    line.wake();
    begin();
    line.wakeForNewcomer();
    assertThat(line.endWithNothing()).isTrue();

    begin();
    line.wakeForNewcomer();
    assertThat(line.endDrained(Optional.empty())).isFalse();
  }

  @Test
  void who_comes_in_the_middle_of_a_round_after_news_gets_them_without_a_look() {
    line.wake();
    begin();
    line.wakeForNews();
    line.wakeForNewcomer();

    assertThat(line.endDrained(Optional.empty())).isTrue();
    assertThat(begin().needsCheck()).isFalse();
  }

  @Test
  void a_wake_up_in_the_middle_of_a_round_counts_though_the_round_leaves_nothing() {
    line.wake();
    begin();
    line.wakeForNews();

    assertThat(line.endDrained(Optional.empty())).isTrue();
    assertThat(begin().needsCheck()).isFalse();
  }

  @Test
  void room_in_the_middle_of_a_round_makes_another_one_follow_if_there_was_none() {
    line.wake();
    begin();
    line.wakeForRoom();
    assertThat(line.endRound(IN_FLIGHT)).isFalse();

    line.wake();
    begin();
    line.wakeForRoom();
    assertThat(line.endRound(FULL)).isTrue();
  }

  @Test
  void room_wakes_those_for_whom_there_was_none() {
    round(IN_FLIGHT);
    assertThat(line.wakeForRoom()).isFalse();

    round(FULL);
    assertThat(line.wakeForRoom()).isTrue();
  }

  @Test
  void what_was_handed_out_is_looked_for_when_its_lease_ends() {
    line.wake();
    begin();
    line.endDrained(Optional.of(Instant.ofEpochSecond(30)));

    assertThat(line.wakeForReturns(Instant.ofEpochSecond(29))).isFalse();
    assertThat(line.wakeForReturns(Instant.ofEpochSecond(30))).isTrue();
  }

  @Test
  void a_queue_is_looked_at_each_second() {
    assertThat(looksInAMinute(false)).isEqualTo(60);
    round(IN_FLIGHT);
    assertThat(looksInAMinute(false)).isEqualTo(60);
    round(FULL);
    assertThat(looksInAMinute(false)).isEqualTo(60);
  }

  @Test
  void one_that_was_empty_is_looked_at_seldom_if_there_is_no_other_server() {
    round(EMPTY);

    assertThat(looksInAMinute(false)).isEqualTo(1);
    assertThat(looksInAMinute(true)).isEqualTo(60);
  }

  @Test
  void so_is_one_that_is_empty_by_now() {
    round(IN_FLIGHT);

    line.expectAlso(EMPTY);

    assertThat(looksInAMinute(false)).isEqualTo(1);
  }

  @Test
  void one_that_may_not_be_empty_any_more_is_looked_at_as_often_as_others() {
    round(EMPTY);
    line.wake();

    assertThat(looksInAMinute(false)).isEqualTo(60);
  }

  @Test
  void what_was_seen_before_a_wake_up_does_not_count() {
    line.wake();
    begin();
    line.wake();
    line.endRound(EMPTY);

    assertThat(looksInAMinute(false)).isEqualTo(60);
  }

  @Test
  void those_who_are_about_to_leave_make_no_round_due() {
    first.giveUp();
    second.giveUp();

    assertThat(line.wake()).isFalse();
    line.join(waiter());
    assertThat(line.wakeForNewcomer()).isTrue();
  }

  @Test
  void who_waits_behind_those_who_went_is_served_in_the_next_round() {
    line.wake();
    assertThat(line.beginRound(1).first()).containsExactly(first);
    first.giveUp();

    assertThat(line.endWithMore()).isTrue();
    assertThat(begin().first()).containsExactly(second);
  }

  @Test
  void a_look_that_saw_no_room_wakes_who_waits_as_soon_as_there_is_some() {
    round(IN_FLIGHT);

    assertThat(line.expectAlso(FULL)).isFalse();
    assertThat(line.wakeForRoom()).isTrue();
  }

  @Test
  void a_queue_that_was_full_and_is_seen_empty_is_checked() {
    round(FULL);

    assertThat(line.expectAlso(EMPTY)).isTrue();
    assertThat(begin().needsCheck()).isTrue();
  }

  @Test
  void a_round_is_over_when_it_ends_and_not_with_the_one_before() {
    line.wake();
    begin();
    CompletableFuture<Void> next = line.nextRound();
    line.wake();

    line.endWithMore();
    assertThat(next).isNotDone();
    begin();
    line.endWithMore();

    assertThat(next).isDone();
  }

  @Test
  void those_whose_time_is_over_are_taken_out_whenever_they_came() {
    Waiter third = waiterUntil(3);
    Waiter fourth = waiterUntil(-4);
    Line another = new Line(line.queue(), line.key());
    List.of(third, waiterUntil(5), fourth).forEach(another::join);

    assertThat(another.takeOverdue(-5)).isEmpty();
    assertThat(another.takeOverdue(-4)).containsExactly(fourth);
    assertThat(another.takeOverdue(2)).isEmpty();
    assertThat(another.takeOverdue(4)).containsExactly(third);
    another.join(waiterUntil(1));
    assertThat(another.takeOverdue(4)).hasSize(1);
  }

  @Test
  void who_is_being_served_is_taken_out_when_the_round_was_for_nothing() {
    long late = first.end() + 1;
    line.wake();
    begin();
    assertThat(line.takeOverdue(late)).isEmpty();

    line.endWithNothing();

    assertThat(line.takeOverdue(late)).containsExactly(first, second);
  }
}

package dev.tidings.broker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.QueueAvailability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is to be served, and when somebody has to look whether there is anything. */
class WaitQueueTest {
  private static final QueueAvailability EMPTY =
      new QueueAvailability(false, false, Optional.empty());
  private static final QueueAvailability IN_FLIGHT =
      new QueueAvailability(false, false, Optional.of(Instant.EPOCH));
  private static final QueueAvailability FULL =
      new QueueAvailability(false, true, Optional.empty());

  private final WaitQueue waitQueue =
      new WaitQueue(new QueueId(123, 1), SubscriptionKey.of("zpsk.rest.0123456789abcdef01234567"));
  private final PendingReceive first = waiter();
  private final PendingReceive second = waiter();

  private static PendingReceive waiter() {
    return new PendingReceive(
        ReceiveOptions.defaults(), Duration.ofSeconds(1), true, 0, WaitQueueTest::fail);
  }

  private static void fail(List<Message> leased) {
    throw new AssertionError("Nothing is leased here: " + leased);
  }

  private static PendingReceive waiterUntil(long end) {
    return new PendingReceive(
        ReceiveOptions.defaults(), Duration.ZERO, true, end, WaitQueueTest::fail);
  }

  @BeforeEach
  void two_wait() {
    waitQueue.join(first);
    waitQueue.join(second);
  }

  private WaitQueue.Dispatch begin() {
    return waitQueue.beginDispatch(10);
  }

  private void round(QueueAvailability seen) {
    waitQueue.wake();
    begin();
    waitQueue.endDispatch(seen);
  }

  private void handOutAll() {
    waitQueue.wake();
    begin();
    waitQueue.endDispatchDrained(Optional.empty());
  }

  private long looksInAMinute(boolean isShared) {
    return LongStream.range(0, 600)
        .filter(tick -> PendingReceives.isDue(waitQueue, tick, isShared))
        .count();
  }

  @Test
  void who_is_promised_something_is_served_no_more_and_is_still_there() {
    waitQueue.promise(List.of(first));

    assertThat(waitQueue.wake()).isTrue();
    assertThat(begin().first()).containsExactly(second);
    assertThat(waitQueue.served()).containsExactly(second, first);
    assertThat(waitQueue.takeOverdue(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void who_has_left_cannot_be_promised_anything() {
    waitQueue.leave(first);

    waitQueue.promise(List.of(first, second));

    assertThat(waitQueue.served()).containsExactly(second);
    waitQueue.leave(second);
    assertThat(waitQueue.isEmpty()).isTrue();
  }

  @Test
  void nobody_has_to_come_when_all_have_been_promised_something() {
    waitQueue.promise(List.of(first, second));

    assertThat(waitQueue.wake()).isFalse();
    waitQueue.join(waiter());
    assertThat(waitQueue.wake()).isTrue();
  }

  @Test
  void news_save_one_look() {
    waitQueue.wakeForPublished();

    assertThat(begin().needsCheck()).isFalse();
    assertThat(waitQueue.endDispatchWithMore()).isTrue();
    assertThat(begin().needsCheck()).isTrue();
  }

  @Test
  void news_save_no_look_when_somebody_said_more_than_that() {
    waitQueue.wakeForPublished();
    waitQueue.wake();
    assertThat(begin().needsCheck()).isTrue();
    waitQueue.endDispatchFailed();

    waitQueue.wakeForPublished();
    assertThat(begin().needsCheck()).isFalse();
  }

  @Test
  void news_save_no_look_when_there_was_no_room() {
    round(FULL);

    waitQueue.wakeForPublished();

    assertThat(begin().needsCheck()).isTrue();
  }

  @Test
  void who_comes_where_others_wait_for_nothing_needs_no_look() {
    round(IN_FLIGHT);

    waitQueue.join(waiter());

    assertThat(waitQueue.wakeForJoined()).isFalse();
    assertThat(waitQueue.wake()).isTrue();
  }

  @Test
  void who_comes_after_a_hand_out_of_all_there_was_needs_no_look() {
    handOutAll();

    assertThat(waitQueue.wakeForJoined()).isFalse();
  }

  @Test
  void who_comes_when_there_may_be_something_makes_somebody_look() {
    assertThat(waitQueue.wakeForJoined()).isTrue();
    begin();
    waitQueue.endDispatchFailed();

    assertThat(waitQueue.wakeForJoined()).isTrue();
  }

  @Test
  void who_comes_after_news_that_found_nobody_gets_them_without_a_look() {
    handOutAll();
    waitQueue.promise(List.of(first, second));
    waitQueue.wakeForPublished();

    waitQueue.join(waiter());

    assertThat(waitQueue.wakeForJoined()).isTrue();
    assertThat(begin().needsCheck()).isFalse();
  }

  @Test
  void who_comes_after_another_wake_up_that_found_nobody_makes_somebody_look() {
    handOutAll();
    waitQueue.promise(List.of(first, second));
    waitQueue.wake();

    waitQueue.join(waiter());

    assertThat(waitQueue.wakeForJoined()).isTrue();
    assertThat(begin().needsCheck()).isTrue();
  }

  @Test
  void who_comes_in_the_middle_of_a_round_makes_another_one_follow_if_something_is_left() {
    waitQueue.wake();
    begin();
    waitQueue.wakeForJoined();
    assertThat(waitQueue.endDispatchUnexpectedlyEmpty()).isTrue();

    begin();
    waitQueue.wakeForJoined();
    assertThat(waitQueue.endDispatchDrained(Optional.empty())).isFalse();
  }

  @Test
  void who_comes_in_the_middle_of_a_round_after_news_gets_them_without_a_look() {
    waitQueue.wake();
    begin();
    waitQueue.wakeForPublished();
    waitQueue.wakeForJoined();

    assertThat(waitQueue.endDispatchDrained(Optional.empty())).isTrue();
    assertThat(begin().needsCheck()).isFalse();
  }

  @Test
  void a_wake_up_in_the_middle_of_a_round_counts_though_the_round_leaves_nothing() {
    waitQueue.wake();
    begin();
    waitQueue.wakeForPublished();

    assertThat(waitQueue.endDispatchDrained(Optional.empty())).isTrue();
    assertThat(begin().needsCheck()).isFalse();
  }

  @Test
  void room_in_the_middle_of_a_round_makes_another_one_follow_if_there_was_none() {
    waitQueue.wake();
    begin();
    waitQueue.wakeForSettled();
    assertThat(waitQueue.endDispatch(IN_FLIGHT)).isFalse();

    waitQueue.wake();
    begin();
    waitQueue.wakeForSettled();
    assertThat(waitQueue.endDispatch(FULL)).isTrue();
  }

  @Test
  void room_wakes_those_for_whom_there_was_none() {
    round(IN_FLIGHT);
    assertThat(waitQueue.wakeForSettled()).isFalse();

    round(FULL);
    assertThat(waitQueue.wakeForSettled()).isTrue();
  }

  @Test
  void what_was_handed_out_is_looked_for_when_its_lease_ends() {
    waitQueue.wake();
    begin();
    waitQueue.endDispatchDrained(Optional.of(Instant.ofEpochSecond(30)));

    assertThat(waitQueue.wakeForReturns(Instant.ofEpochSecond(29))).isFalse();
    assertThat(waitQueue.wakeForReturns(Instant.ofEpochSecond(30))).isTrue();
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

    waitQueue.onChecked(EMPTY);

    assertThat(looksInAMinute(false)).isEqualTo(1);
  }

  @Test
  void one_that_may_not_be_empty_any_more_is_looked_at_as_often_as_others() {
    round(EMPTY);
    waitQueue.wake();

    assertThat(looksInAMinute(false)).isEqualTo(60);
  }

  @Test
  void what_was_seen_before_a_wake_up_does_not_count() {
    waitQueue.wake();
    begin();
    waitQueue.wake();
    waitQueue.endDispatch(EMPTY);

    assertThat(looksInAMinute(false)).isEqualTo(60);
  }

  @Test
  void those_who_are_about_to_leave_make_no_round_due() {
    first.giveUp();
    second.giveUp();

    assertThat(waitQueue.wake()).isFalse();
    waitQueue.join(waiter());
    assertThat(waitQueue.wakeForJoined()).isTrue();
  }

  @Test
  void who_waits_behind_those_who_went_is_served_in_the_next_round() {
    waitQueue.wake();
    assertThat(waitQueue.beginDispatch(1).first()).containsExactly(first);
    first.giveUp();

    assertThat(waitQueue.endDispatchWithMore()).isTrue();
    assertThat(begin().first()).containsExactly(second);
  }

  @Test
  void a_look_that_saw_no_room_wakes_who_waits_as_soon_as_there_is_some() {
    round(IN_FLIGHT);

    assertThat(waitQueue.onChecked(FULL)).isFalse();
    assertThat(waitQueue.wakeForSettled()).isTrue();
  }

  @Test
  void a_queue_that_was_full_and_is_seen_empty_is_checked() {
    round(FULL);

    assertThat(waitQueue.onChecked(EMPTY)).isTrue();
    assertThat(begin().needsCheck()).isTrue();
  }

  @Test
  void a_round_is_over_when_it_ends_and_not_with_the_one_before() {
    waitQueue.wake();
    begin();
    CompletableFuture<Void> next = waitQueue.nextDispatch();
    waitQueue.wake();

    waitQueue.endDispatchWithMore();
    assertThat(next).isNotDone();
    begin();
    waitQueue.endDispatchWithMore();

    assertThat(next).isDone();
  }

  @Test
  void those_whose_time_is_over_are_taken_out_whenever_they_came() {
    PendingReceive third = waiterUntil(3);
    PendingReceive fourth = waiterUntil(-4);
    WaitQueue another = new WaitQueue(waitQueue.queue(), waitQueue.key());
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
    waitQueue.wake();
    begin();
    assertThat(waitQueue.takeOverdue(late)).isEmpty();

    waitQueue.endDispatchUnexpectedlyEmpty();

    assertThat(waitQueue.takeOverdue(late)).containsExactly(first, second);
  }
}

package dev.tidings.transport.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicLong now = new AtomicLong();
  private final WorkQueue queue = new WorkQueue(2, now::get);
  private final WorkItem one = item();
  private final WorkItem two = item();
  private final WorkItem three = item();

  @Test
  void there_are_as_many_workers_as_there_is_work_up_to_the_limit() {
    assertThat(queue.add(List.of(one))).contains(1);
    assertThat(queue.add(List.of(two, three))).contains(1);
    assertThat(queue.add(List.of(item()))).contains(0);
  }

  @Test
  void work_is_done_in_its_order() {
    queue.add(List.of(one, two, three));

    assertThat(Stream.of(queue.next(), queue.next(), queue.next()).map(next -> next.orElseThrow()))
        .containsExactly(one, two, three);
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void a_worker_that_found_nothing_is_replaced_when_there_is_something() {
    queue.add(List.of(one, two));
    queue.next();
    queue.next();
    queue.next();

    assertThat(queue.add(List.of(three))).contains(1);
  }

  @Test
  void a_halted_queue_takes_and_gives_nothing() {
    queue.add(List.of(one, two));
    queue.next();

    assertThat(queue.halt()).containsExactly(two);

    assertThat(queue.add(List.of(three))).isEmpty();
    assertThat(queue.next()).isEmpty();
    assertThat(queue.awaitHalt(Duration.ZERO)).isTrue();
  }

  @Test
  void who_waits_for_a_halt_goes_on_at_once() {
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> queue.awaitHalt(LONG));

    queue.halt();

    assertThat(waiting.join()).isTrue();
    assertThat(new WorkQueue(1, now::get).awaitHalt(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void who_waits_for_the_workers_goes_on_when_the_last_has_ended() {
    queue.add(List.of(one));
    queue.next();
    queue.halt();
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> queue.awaitWorkers(LONG));

    queue.done(one);
    assertThat(queue.running()).isEmpty();
    assertThat(queue.next()).isEmpty();

    waiting.join();
  }

  @Test
  void what_takes_too_long_is_abandoned_once() {
    queue.add(List.of(one, two));
    queue.next();
    now.set(Duration.ofSeconds(5).toNanos());
    queue.next();
    now.set(Duration.ofSeconds(11).toNanos());

    assertThat(queue.abandonOverdue(Duration.ofSeconds(10))).containsExactly(one);
    assertThat(queue.abandonOverdue(Duration.ofSeconds(10))).isEmpty();
    assertThat(queue.isStuck()).isFalse();
    now.set(Duration.ofSeconds(16).toNanos());
    assertThat(queue.abandonOverdue(Duration.ofSeconds(10))).containsExactly(two);
    assertThat(queue.isStuck()).isTrue();
    queue.done(one);
    assertThat(queue.isStuck()).isFalse();
  }

  @Test
  void what_nobody_has_begun_can_be_taken_back() {
    queue.add(List.of(one, two, three));
    queue.next();

    assertThat(queue.isAnyWaiting()).isTrue();
    assertThat(queue.messagesWaiting()).isEqualTo(2);
    assertThat(queue.takeWaiting()).containsExactly(two, three);
    assertThat(queue.messagesWaiting()).isZero();
    assertThat(queue.isAnyWaiting()).isFalse();
    assertThat(queue.running()).containsExactly(one);
  }

  private static WorkItem item() {
    return new WorkItem(List.of(Message.builder().publication(Publication.of("x")).build()));
  }
}

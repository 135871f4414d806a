package dev.tidings.broker.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.CommitResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Without a thread: what is handed to the workers waits here until a test lets it run. */
class GroupCommitTest {
  private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(4, 100, 200, 1);
  private static final boolean ON_THIS_THREAD = true;

  private final Deque<Runnable> handedOver = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private RuntimeException failure;

  private final GroupCommit<String, String, String> groupCommit = batches(handedOver::add);

  private GroupCommit<String, String, String> batches(Executor workers) {
    return new GroupCommit<>(workers, LIMITS, this::work);
  }

  private CommitResult<List<BatchResult<String>>> work(String key, List<String> batch) {
    done.add(key + batch);
    if (failure != null) {
      throw failure;
    }
    return CommitResult.durable(batch.stream().map(item -> BatchResult.of("did " + item)).toList());
  }

  /** For those who do not look at what comes of it. */
  private void begin(String key, String item) {
    begin(key, item, 10);
  }

  private void begin(String key, String item, long bytes) {
    var unused = groupCommit.add(key, item, bytes, !ON_THIS_THREAD);
  }

  private CompletableFuture<String> add(String key, String item) {
    return groupCommit.add(key, item, 10, !ON_THIS_THREAD);
  }

  private void runAll() {
    while (!handedOver.isEmpty()) {
      handedOver.remove().run();
    }
  }

  @Test
  void who_may_work_does_the_batch_himself_when_nobody_is_at_it() {
    CompletableFuture<String> first = groupCommit.add("a", "1", 10, ON_THIS_THREAD);

    assertThat(first).isCompletedWithValue("did 1");
    assertThat(handedOver).isEmpty();
  }

  @Test
  void who_may_not_work_leaves_it_to_the_workers() {
    CompletableFuture<String> first = add("a", "1");
    assertThat(first).isNotDone();

    runAll();

    assertThat(first).isCompletedWithValue("did 1");
  }

  @Test
  void what_comes_while_a_batch_waits_or_is_done_goes_together_in_order() {
    begin("a", "1");
    begin("a", "2");
    begin("a", "3");

    runAll();

    assertThat(done).containsExactly("a[1, 2, 3]");
  }

  @Test
  void things_of_one_key_are_done_in_the_order_in_which_they_came() {
    IntStream.range(0, 10).forEach(i -> begin("a", "" + i));

    runAll();

    assertThat(done).containsExactly("a[0, 1, 2, 3]", "a[4, 5, 6, 7]", "a[8, 9]");
  }

  @Test
  void each_key_has_batches_of_its_own() {
    begin("a", "1");
    begin("b", "2");
    begin("a", "3");

    runAll();

    assertThat(done).containsExactly("a[1, 3]", "b[2]");
  }

  @Test
  void one_key_is_never_with_two_workers() {
    begin("a", "1");
    begin("a", "2");

    assertThat(handedOver).hasSize(1);
  }

  @Test
  void a_batch_has_no_more_bytes_than_it_may() {
    begin("a", "1", 60);
    begin("a", "2", 60);
    begin("a", "3", 40);

    runAll();

    assertThat(done).containsExactly("a[1]", "a[2, 3]");
  }

  @Test
  void what_is_larger_than_a_batch_may_be_is_one_by_itself() {
    begin("a", "1", 150);
    begin("a", "2", 10);

    runAll();

    assertThat(done).containsExactly("a[1]", "a[2]");
  }

  @Test
  void when_too_much_waits_what_comes_is_refused_for_a_moment_and_nothing_of_it_is_done() {
    CompletableFuture<String> first = groupCommit.add("a", "1", 150, !ON_THIS_THREAD);

    assertThatThrownBy(() -> groupCommit.add("b", "2", 60, !ON_THIS_THREAD))
        .isInstanceOfSatisfying(
            TidingsException.class,
            refused -> {
              assertThat(refused.type()).isEqualTo(ErrorType.UNAVAILABLE);
              assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
            });

    runAll();
    assertThat(first).isCompletedWithValue("did 1");
    assertThat(done).containsExactly("a[1]");
  }

  @Test
  void there_is_room_again_when_a_batch_is_done_also_when_it_failed() {
    failure = new IllegalStateException("broken");
    begin("a", "1", 150);
    begin("a", "2", 50);
    runAll();
    failure = null;

    CompletableFuture<String> next = groupCommit.add("a", "3", 200, !ON_THIS_THREAD);
    runAll();

    assertThat(next).isCompletedWithValue("did 3");
  }

  @Test
  void what_is_larger_than_may_ever_wait_is_done_when_nothing_else_waits() {
    assertThat(groupCommit.add("a", "1", 1_000, ON_THIS_THREAD)).isCompletedWithValue("did 1");
  }

  @Test
  void each_thing_has_its_own_outcome() {
    TidingsException refusal = TidingsException.invalid("field", "must be otherwise");
    GroupCommit<String, String, String> picky =
        new GroupCommit<>(
            handedOver::add,
            LIMITS,
            (key, batch) ->
                CommitResult.durable(
                    batch.stream()
                        .map(
                            item ->
                                item.isEmpty()
                                    ? BatchResult.<String>failed(refusal)
                                    : BatchResult.of(item))
                        .toList()));
    CompletableFuture<String> good = picky.add("a", "good", 10, !ON_THIS_THREAD);
    CompletableFuture<String> bad = picky.add("a", "", 10, !ON_THIS_THREAD);
    CompletableFuture<String> better = picky.add("a", "better", 10, !ON_THIS_THREAD);

    runAll();

    assertThat(good).isCompletedWithValue("good");
    assertThat(bad).failsWithin(Duration.ZERO).withThrowableThat().withCause(refusal);
    assertThat(better).isCompletedWithValue("better");
  }

  @Test
  void a_batch_that_is_refused_as_a_whole_fails_for_everybody_in_it_and_nobody_else() {
    failure = TidingsException.retryLater(ErrorType.UNAVAILABLE, "not now", Duration.ofSeconds(1));
    List<CompletableFuture<String>> first =
        IntStream.range(0, 4).mapToObj(i -> add("a", "" + i)).toList();
    CompletableFuture<String> second = add("a", "4");
    handedOver.remove().run();
    failure = null;

    runAll();

    assertThat(first).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(second).isCompletedWithValue("did 4");
  }

  @Test
  void a_batch_that_fails_unexpectedly_fails_for_everybody_in_it_and_the_next_one_is_done() {
    failure = new IllegalStateException("a mistake");
    List<CompletableFuture<String>> first =
        IntStream.range(0, 4).mapToObj(i -> add("a", "" + i)).toList();
    CompletableFuture<String> second = add("a", "4");
    handedOver.remove().run();
    failure = null;

    runAll();

    assertThat(first)
        .allSatisfy(
            one ->
                assertThat(one)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCause(failure()));
    assertThat(second).isCompletedWithValue("did 4");
  }

  private static Exception failure() {
    return new IllegalStateException("a mistake");
  }

  @Test
  void who_works_himself_gets_a_failure_by_its_future_like_everybody_else() {
    failure = new IllegalStateException("a mistake");

    CompletableFuture<String> own = groupCommit.add("a", "1", 10, ON_THIS_THREAD);

    assertThat(own).isCompletedExceptionally();
  }

  @Test
  void an_executor_that_runs_everything_at_once_is_as_good_as_another() {
    GroupCommit<String, String, String> inline = batches(Runnable::run);
    List<CompletableFuture<String>> answers = new ArrayList<>();

    for (int i = 0; i < 10; i++) {
      answers.add(inline.add("a", "" + i, 10, i % 2 == 0));
    }

    assertThat(answers).allMatch(one -> one.join().startsWith("did "));
    assertThat(done).hasSize(10);
  }

  /** What a worker does at once, on the thread that hands it over, ends within that call. */
  @Test
  void a_batch_that_fails_at_once_takes_nobody_of_the_one_before_along() {
    Deque<Runnable> first = new ArrayDeque<>();
    GroupCommit<String, String, String> stopping =
        batches(
            work -> {
              if (done.isEmpty()) {
                first.add(work);
              } else {
                failure = new IllegalStateException("stopped");
                work.run();
              }
            });
    List<CompletableFuture<String>> good = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      good.add(stopping.add("a", "" + i, 10, !ON_THIS_THREAD));
    }
    CompletableFuture<String> bad = stopping.add("a", "4", 10, !ON_THIS_THREAD);

    first.remove().run();

    assertThat(good).allMatch(one -> one.isDone() && !one.isCompletedExceptionally());
    assertThat(bad).isCompletedExceptionally();
  }

  @Test
  void when_no_worker_takes_it_the_thread_that_came_does_it() {
    GroupCommit<String, String, String> alone =
        batches(
            work -> {
              throw new RejectedExecutionException("stopping");
            });

    CompletableFuture<String> answer = alone.add("a", "1", 10, !ON_THIS_THREAD);

    assertThat(answer).isCompletedWithValue("did 1");
  }

  @Test
  void an_answer_may_ask_for_more_of_the_same_key() {
    CompletableFuture<String> again =
        add("a", "1").thenCompose(answer -> groupCommit.add("a", "after " + answer, 10, true));

    runAll();

    assertThat(again).isCompletedWithValue("did after did 1");
  }
}

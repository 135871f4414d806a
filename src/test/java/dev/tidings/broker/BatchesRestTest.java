package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.config.Committed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What keeps the next batch waiting, and for how long. Time passes when a test lets it. */
class BatchesRestTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final int LEAST = 8;
  private static final int MOST = 100;
  private static final long MOST_BYTES = 1_000;
  private static final boolean ON_THIS_THREAD = true;

  private final Deque<Runnable> handedOver = new ArrayDeque<>();
  private final Deque<Runnable> resting = new ArrayDeque<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Integer> done = new ArrayList<>();
  private Runnable duringWork = () -> {};
  private boolean isScarce = true;
  private int next;

  private final Batches<String, Integer, Integer> batches = batches(LONG);

  private Batches<String, Integer, Integer> batches(Duration length) {
    return new Batches<>(
        handedOver::add,
        new Batches.Limits(MOST, MOST_BYTES, 10_000, 1),
        new Rest(length, LEAST, () -> isScarce, (work, nanos) -> resting.add(work)),
        this::work);
  }

  private Committed<List<Outcome<Integer>>> work(String key, List<Integer> batch) {
    sizes.add(batch.size());
    Runnable now = duringWork;
    duringWork = () -> {};
    now.run();
    done.addAll(batch);
    return Committed.durable(batch.stream().map(Outcome::of).toList());
  }

  private void come(int count) {
    come(batches, count);
  }

  private void come(Batches<String, Integer, Integer> to, int count) {
    IntStream.range(0, count)
        .forEach(
            i -> {
              var unused = to.add("a", next++, 1, !ON_THIS_THREAD);
            });
  }

  private void runAll() {
    while (!handedOver.isEmpty()) {
      handedOver.remove().run();
    }
  }

  /** A batch of that many, after which the key rests if it ever does. */
  private void finish(int count) {
    come(count);
    runAll();
  }

  @Test
  void what_comes_after_a_batch_that_was_not_small_waits_until_the_rest_is_over() {
    finish(LEAST);
    come(2);
    runAll();
    assertThat(sizes).containsExactly(LEAST);

    resting.remove().run();
    runAll();

    assertThat(sizes).containsExactly(LEAST, 2);
  }

  @Test
  void there_is_no_rest_after_a_small_batch() {
    finish(LEAST - 1);
    finish(2);

    assertThat(resting).isEmpty();
    assertThat(sizes).containsExactly(LEAST - 1, 2);
  }

  @Test
  void there_is_no_rest_where_nothing_is_scarce() {
    isScarce = false;
    finish(LEAST);
    finish(2);

    assertThat(resting).isEmpty();
    assertThat(sizes).containsExactly(LEAST, 2);
  }

  @Test
  void a_batch_that_took_longer_than_the_rest_is_followed_by_the_next_at_once() {
    Batches<String, Integer, Integer> slow = batches(Duration.ofNanos(1));
    come(slow, LEAST);
    runAll();
    come(slow, 2);
    runAll();

    assertThat(resting).isEmpty();
    assertThat(sizes).containsExactly(LEAST, 2);
  }

  @Test
  void a_rest_is_over_when_most_of_those_wait_who_were_there_lately() {
    finish(2 * LEAST);

    come(10);
    assertThat(handedOver).isEmpty();
    come(1);
    runAll();

    // Of sixteen an eighth is forgotten; eleven are more than three quarters of fourteen.
    assertThat(sizes).containsExactly(2 * LEAST, 11);
  }

  @Test
  void there_is_no_rest_when_most_of_those_wait_already_who_are_there() {
    come(LEAST);
    duringWork = () -> come(3 * LEAST);
    handedOver.remove().run();

    assertThat(sizes).containsExactly(LEAST);
    assertThat(handedOver).hasSize(1);
    runAll();
    assertThat(sizes).containsExactly(LEAST, 3 * LEAST);
  }

  @Test
  void there_is_no_rest_when_a_batch_of_as_many_as_it_may_have_waits() {
    come(LEAST);
    duringWork = () -> come(MOST);
    handedOver.remove().run();
    // Three batches wait, and each is less than most of them.
    duringWork = () -> come(2 * MOST);

    runAll();

    assertThat(resting).hasSize(1);
    assertThat(sizes).containsExactly(LEAST, MOST, MOST, MOST);
  }

  @Test
  void a_rest_is_over_when_a_batch_has_as_many_bytes_as_it_may() {
    finish(2 * LEAST);
    come(2);
    assertThat(handedOver).isEmpty();

    var unused = batches.add("a", next++, MOST_BYTES, !ON_THIS_THREAD);
    runAll();

    assertThat(sizes).containsExactly(2 * LEAST, 2, 1);
  }

  @Test
  void who_ends_a_rest_does_not_do_what_others_asked_for() {
    finish(LEAST);
    come(5);

    CompletableFuture<Integer> last = batches.add("a", next++, 1, ON_THIS_THREAD);

    assertThat(last).isNotDone();
    runAll();
    assertThat(last).isCompleted();
    assertThat(sizes).containsExactly(LEAST, 6);
  }

  @Test
  void the_end_of_a_rest_that_was_over_sooner_does_not_end_the_next_one() {
    finish(LEAST);
    finish(LEAST);
    come(2);

    resting.remove().run();
    runAll();
    assertThat(sizes).containsExactly(LEAST, LEAST);

    resting.remove().run();
    runAll();
    assertThat(sizes).containsExactly(LEAST, LEAST, 2);
  }

  @Test
  void a_rest_in_which_nobody_comes_leaves_nothing_behind() {
    finish(LEAST);
    resting.remove().run();

    CompletableFuture<Integer> alone = batches.add("a", next++, 1, ON_THIS_THREAD);

    assertThat(alone).isCompleted();
    assertThat(handedOver).isEmpty();
  }

  @Test
  void a_key_that_rests_keeps_no_other_waiting() {
    finish(LEAST);

    assertThat(batches.add("b", next++, 1, ON_THIS_THREAD)).isCompleted();
  }

  @Test
  void all_is_done_in_the_order_in_which_it_came() {
    for (int i = 0; i < 20; i++) {
      finish(LEAST + i % 5);
    }
    resting.forEach(Runnable::run);
    runAll();

    assertThat(done).containsExactlyElementsOf(IntStream.range(0, next).boxed().toList());
  }
}

package dev.tidings.security.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.security.password.HashingQueue.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is hashed for when, and who is not. */
class HashingQueueTest {
  private static final int PROCESSORS = 2;
  private static final int PLACES = PROCESSORS * HashingQueue.PLACES_FOR_EACH_PROCESSOR;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HashingQueue queue = new HashingQueue(threads, PROCESSORS);
  private final Semaphore permits = new Semaphore(0);
  private final AtomicInteger atWork = new AtomicInteger();
  private final AtomicInteger mostAtWork = new AtomicInteger();
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    permits.release(Integer.MAX_VALUE / 2);
    threads.shutdown();
  }

  @Test
  void no_more_are_at_work_than_there_are_processors() {
    List<CompletableFuture<String>> all =
        IntStream.range(0, PLACES).mapToObj(i -> submit("address " + i)).toList();

    await().until(() -> atWork.get() == PROCESSORS);
    permits.release(PLACES);

    all.forEach(CompletableFuture::join);
    assertThat(mostAtWork).hasValue(PROCESSORS);
    assertThat(done).hasSize(PLACES);
  }

  @Test
  void what_does_not_fit_into_the_queue_is_refused_without_being_done() {
    fillQueue();

    assertRefused(submit("one more"));
    permits.release(PROCESSORS + PLACES);

    await().until(() -> done.size() == PROCESSORS + PLACES);
    assertThat(done).doesNotContain("one more");
    permits.release(1);
    assertThat(submit("one more").join()).isEqualTo("one more");
  }

  @Test
  void one_address_has_few_places_and_the_others_stay_free() {
    occupy();
    for (int i = 0; i < HashingQueue.PLACES_FOR_EACH_STRANGER; i++) {
      assertThat(submit("attacker")).isNotDone();
    }

    assertRefused(submit("attacker"));
    assertThat(submit("other")).isNotDone();
  }

  @Test
  void addresses_take_turns() {
    HashingQueue one = new HashingQueue(threads, 1);
    begin(one, new Client("first", false));
    await().until(() -> atWork.get() == 1);
    begin(one, new Client("a", false));
    begin(one, new Client("a", false));
    begin(one, new Client("a", false));
    begin(one, new Client("b", false));

    permits.release(3);

    await().untilAsserted(() -> assertThat(done).containsExactly("first", "a", "b"));
  }

  @Test
  void what_has_waited_too_long_is_refused_without_being_done() {
    AtomicLong now = new AtomicLong();
    HashingQueue one = new HashingQueue(threads, 1, now::get);
    CompletableFuture<String> first = submit(one, new Client("first", false));
    await().until(() -> atWork.get() == 1);
    CompletableFuture<String> late = submit(one, new Client("late", false));
    now.set(1);
    CompletableFuture<String> inTime = submit(one, new Client("in time", false));

    now.addAndGet(HashingQueue.LONGEST_WAIT.toNanos());
    permits.release(2);

    assertThat(first.join()).isEqualTo("first");
    assertThat(inTime.join()).isEqualTo("in time");
    assertRefused(late);
    assertThat(done).containsExactly("first", "in time");
  }

  @Test
  void strangers_leave_room_and_turns_to_who_is_known() {
    fillQueue();
    done.clear();

    CompletableFuture<String> known = submit(queue, new Client("known", true));
    permits.release(PROCESSORS + 2);

    assertThat(known.join()).isEqualTo("known");
  }

  @Test
  void what_fails_says_why_and_the_next_is_done() {
    CompletableFuture<String> failure =
        queue.submit(
            new Client("a", false),
            () -> {
              throw new IllegalStateException("on purpose");
            });

    assertThatThrownBy(failure::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> HashingQueue.await(failure)).isInstanceOf(IllegalStateException.class);
    permits.release(1);
    assertThat(submit("b").join()).isEqualTo("b");
  }

  private void begin(HashingQueue hashing, Client client) {
    var unused = submit(hashing, client);
  }

  /** Every thread at work, nothing in the queue. */
  private void occupy() {
    IntStream.range(0, PROCESSORS).forEach(i -> begin(queue, new Client("busy " + i, false)));
    await().until(() -> atWork.get() == PROCESSORS);
  }

  private void fillQueue() {
    occupy();
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      all.add(submit("address " + i));
    }
    assertThat(all).noneMatch(CompletableFuture::isDone);
  }

  private CompletableFuture<String> submit(String address) {
    return submit(queue, new Client(address, false));
  }

  private CompletableFuture<String> submit(HashingQueue where, Client client) {
    return where.submit(client, () -> work(client.name()));
  }

  private String work(String name) {
    mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
    permits.acquireUninterruptibly();
    done.add(name);
    atWork.decrementAndGet();
    return name;
  }

  private static void assertRefused(CompletableFuture<String> submitted) {
    assertThat(submitted).isCompletedExceptionally();
    assertThatThrownBy(submitted::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(ErrorType.TOO_MANY_ATTEMPTS);
              assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
            });
  }
}

package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.batch.BatchResult;
import dev.tidings.broker.batch.GroupCommit;
import dev.tidings.platform.database.CommitResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many threads at once: everything is done once, in order, and everybody is told once. */
class GroupCommitRaceTest {
  private static final int KEYS = 3;
  private static final int THREADS = 8;
  private static final int ITEMS = 5_000;

  /** Of one thread, for one key. */
  private record Item(int thread, int key, int number) {
    boolean isBad() {
      return number % 97 == 13;
    }

    boolean spoilsItsBatch() {
      return number % 501 == 500;
    }
  }

  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
  private final Map<Integer, AtomicInteger> atWork = new ConcurrentHashMap<>();
  private final Map<Integer, List<Item>> done = new ConcurrentHashMap<>();
  private final AtomicInteger largest = new AtomicInteger();
  private final AtomicInteger overlaps = new AtomicInteger();

  private GroupCommit<Integer, Item, Item> groupCommit;

  @BeforeEach
  void begin() {
    groupCommit =
        new GroupCommit<>(workers, new GroupCommit.Limits(16, 1 << 20, 1 << 20, 3), this::work);
  }

  private CommitResult<List<BatchResult<Item>>> work(int key, List<Item> batch) {
    AtomicInteger inside = atWork.computeIfAbsent(key, any -> new AtomicInteger());
    if (inside.incrementAndGet() > 1) {
      overlaps.incrementAndGet();
    }
    try {
      largest.accumulateAndGet(batch.size(), Math::max);
      done.computeIfAbsent(key, any -> new ArrayList<>()).addAll(batch);
      if (batch.stream().anyMatch(Item::spoilsItsBatch)) {
        throw new IllegalStateException("spoilt");
      }
      return CommitResult.durable(batch.stream().map(GroupCommitRaceTest::outcome).toList());
    } finally {
      inside.decrementAndGet();
    }
  }

  private static BatchResult<Item> outcome(Item item) {
    return item.isBad()
        ? BatchResult.failed(TidingsException.invalid("item", "must be good"))
        : BatchResult.of(item);
  }

  @AfterEach
  void stop() throws InterruptedException {
    callers.shutdown();
    workers.shutdown();
    assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void every_future_ends_exactly_once_and_every_key_is_done_in_order() {
    Map<Item, AtomicInteger> ends = new ConcurrentHashMap<>();
    List<CompletableFuture<Void>> threads =
        IntStream.range(0, THREADS)
            .mapToObj(thread -> CompletableFuture.runAsync(() -> addAll(thread, ends), callers))
            .toList();

    threads.forEach(CompletableFuture::join);

    assertThat(ends).hasSize(THREADS * ITEMS);
    assertThat(ends.values()).allMatch(count -> count.get() == 1);
    assertThat(done.values().stream().mapToInt(List::size).sum()).isEqualTo(THREADS * ITEMS);
    assertThat(overlaps).hasValue(0);
    assertThat(largest.get()).isBetween(1, 16);
    done.values().forEach(GroupCommitRaceTest::assertInOrderOfEachThread);
  }

  private void addAll(int thread, Map<Item, AtomicInteger> ends) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int number = 0; number < ITEMS; number++) {
      Item item = new Item(thread, number % KEYS, number);
      all.add(
          add(item)
              .whenComplete(
                  (answer, failure) ->
                      ends.computeIfAbsent(item, any -> new AtomicInteger()).incrementAndGet())
              .handle((answer, failure) -> requireRight(item, answer, failure)));
    }
    all.forEach(CompletableFuture::join);
  }

  /** Comes again when it is refused because too much waits. */
  private CompletableFuture<Item> add(Item item) {
    while (true) {
      try {
        return groupCommit.add(item.key(), item, 100, item.number() % 2 == 0);
      } catch (TidingsException full) {
        assertThat(full.type()).isEqualTo(ErrorType.UNAVAILABLE);
        Thread.onSpinWait();
      }
    }
  }

  private static Item requireRight(Item item, Item answer, Throwable failure) {
    if (failure == null) {
      assertThat(answer).isEqualTo(item);
      assertThat(item.isBad()).isFalse();
    }
    return item;
  }

  private static void assertInOrderOfEachThread(List<Item> items) {
    Map<Integer, Integer> last = new HashMap<>();
    for (Item item : items) {
      Integer before = last.put(item.thread(), item.number());
      assertThat(before == null || before < item.number()).isTrue();
    }
  }

  @Test
  void nothing_waits_when_all_is_done() {
    List<CompletableFuture<Item>> all =
        IntStream.range(0, 1_000).mapToObj(i -> add(new Item(0, i % KEYS, 1))).toList();

    all.forEach(CompletableFuture::join);

    // Takes everything that may wait: refused if anything still counted as waiting.
    assertThat(groupCommit.add(0, new Item(0, 0, 1), 1 << 20, true))
        .succeedsWithin(Duration.ofSeconds(10));
  }
}

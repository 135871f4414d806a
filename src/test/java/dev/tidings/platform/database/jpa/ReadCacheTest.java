package dev.tidings.platform.database.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.FakeTransactions;
import jakarta.transaction.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadCacheTest {
  private final FakeTransactions transactions = new FakeTransactions();
  private final AtomicLong nanos = new AtomicLong();
  private final Map<String, Integer> stored = new ConcurrentHashMap<>(Map.of("a", 1));
  private final AtomicInteger loads = new AtomicInteger();
  private final ReadCache<String, Integer> cache =
      new ReadCache<>(transactions, this::load, nanos::get);

  @Test
  void a_value_is_loaded_once_a_second() {
    cache.find("a");
    cache.find("a");
    assertThat(loads).hasValue(1);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    stored.put("a", 2);

    assertThat(cache.find("a")).contains(2);
    assertThat(loads).hasValue(2);
  }

  @Test
  void what_does_not_exist_is_not_remembered() {
    assertThat(cache.find("b")).isEmpty();

    stored.put("b", 1);

    assertThat(cache.find("b")).contains(1);
  }

  @Test
  void without_a_transaction_a_change_counts_at_once() {
    cache.find("a");

    stored.put("a", 2);
    cache.invalidate("a");

    assertThat(cache.find("a")).contains(2);
  }

  @Test
  void a_value_that_was_loaded_before_the_commit_is_forgotten_after_it() {
    transactions.begin();
    cache.invalidate("a");
    assertThat(inAnotherThread("a")).contains(1);

    stored.put("a", 2);
    transactions.end(Status.STATUS_COMMITTED);

    assertThat(cache.find("a")).contains(2);
  }

  @Test
  void others_do_not_see_what_a_transaction_may_roll_back() {
    transactions.begin();
    cache.invalidate("a");
    stored.put("a", 2);
    assertThat(cache.find("a")).contains(2);

    stored.put("a", 1);
    transactions.end(Status.STATUS_ROLLEDBACK);

    assertThat(cache.find("a")).contains(1);
  }

  @Test
  void a_transaction_forgets_all_its_keys() {
    stored.put("b", 1);
    cache.find("a");
    cache.find("b");

    transactions.begin();
    cache.invalidate("a");
    cache.invalidate("b");
    cache.invalidate("a");
    stored.putAll(Map.of("a", 2, "b", 2));
    transactions.end(Status.STATUS_COMMITTED);

    assertThat(cache.find("a")).contains(2);
    assertThat(cache.find("b")).contains(2);
  }

  @Test
  void whoever_wants_to_know_hears_of_a_change_when_it_can_be_seen() {
    List<Optional<Integer>> heard = new ArrayList<>();
    cache.whenChanged(key -> heard.add(cache.find(key)));
    transactions.begin();
    cache.invalidate("a");
    stored.put("a", 2);
    assertThat(heard).isEmpty();

    transactions.end(Status.STATUS_COMMITTED);

    assertThat(heard).containsExactly(Optional.of(2));
  }

  @Test
  void what_is_remembered_is_known_without_loading_and_nothing_else() {
    assertThat(cache.remembered("a")).isEmpty();
    cache.find("a");
    assertThat(cache.remembered("a")).contains(1);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(cache.remembered("a")).isEmpty();
    assertThat(loads).hasValue(1);
  }

  @Test
  void a_load_in_flight_does_not_bring_the_old_value_back() throws InterruptedException {
    CountDownLatch hasRead = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    ReadCache<String, Integer> slow =
        new ReadCache<>(
            transactions,
            key -> {
              Optional<Integer> value = load(key);
              hasRead.countDown();
              awaitLatch(mayReturn);
              return value;
            },
            nanos::get);
    CompletableFuture<?> reader = CompletableFuture.runAsync(() -> slow.find("a"));
    hasRead.await();

    stored.put("a", 2);
    CompletableFuture<?> change = CompletableFuture.runAsync(() -> slow.invalidate("a"));
    mayReturn.countDown();
    CompletableFuture.allOf(reader, change).join();

    await().untilAsserted(() -> assertThat(slow.find("a")).contains(2));
  }

  private Optional<Integer> inAnotherThread(String key) {
    return CompletableFuture.supplyAsync(() -> cache.find(key)).join();
  }

  private Optional<Integer> load(String key) {
    loads.incrementAndGet();
    return Optional.ofNullable(stored.get(key));
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

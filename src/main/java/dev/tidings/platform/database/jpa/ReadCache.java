package dev.tidings.platform.database.jpa;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Configuration by key, for look-ups that are too frequent for SQL. This node sees a change as soon
 * as it is committed, if {@link #invalidate} was called for it; other nodes see it within a second.
 * Missing values are not cached, so that a new value can be used at once.
 */
public final class ReadCache<K, V> {
  private static final Duration LIFETIME = Duration.ofSeconds(1);
  private static final int MAX_SIZE = 10_000;

  private final TransactionSynchronizationRegistry transactions;
  private final Function<K, Optional<V>> load;
  private final Cache<K, V> cache;
  private final List<Consumer<K>> listeners = new CopyOnWriteArrayList<>();

  ReadCache(
      TransactionSynchronizationRegistry transactions,
      Function<K, Optional<V>> load,
      Ticker ticker) {
    this.transactions = transactions;
    this.load = load;
    // Caffeine's own threads would outlive the application.
    this.cache =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .maximumSize(MAX_SIZE)
            .expireAfterWrite(LIFETIME)
            .build();
  }

  /** The value that is stored under the key; in a transaction that changes it, its own view. */
  public Optional<V> find(K key) {
    return isInTransaction() && changesOfThisTransaction().contains(key)
        ? load.apply(key)
        : Optional.ofNullable(cache.get(key, k -> load.apply(k).orElse(null)));
  }

  /** The value as {@link #find} would give it, if that is known without loading. */
  public Optional<V> remembered(K key) {
    return Optional.ofNullable(cache.getIfPresent(key));
  }

  /**
   * Forgets the key, now and again when the current transaction has ended: until then other threads
   * still load what was before. Call it before the change, so that this transaction's own look-ups
   * do not show others what may be rolled back.
   */
  public void invalidate(K key) {
    if (isInTransaction()) {
      forgetAfterThisTransaction(key);
    }
    // One key at a time: this waits for a load in flight, which may have read the old value.
    cache.invalidate(key);
  }

  /** Tells of each key that this node has changed, on the thread whose transaction has ended. */
  public void whenChanged(Consumer<K> listener) {
    listeners.add(listener);
  }

  private void forgetAfterThisTransaction(K key) {
    Set<Object> changes = new HashSet<>(changesOfThisTransaction());
    if (changes.add(key)) {
      transactions.putResource(this, changes);
      transactions.registerInterposedSynchronization(new Forgetting(key));
    }
  }

  private Set<?> changesOfThisTransaction() {
    return transactions.getResource(this) instanceof Set<?> changes ? changes : Set.of();
  }

  private boolean isInTransaction() {
    return transactions.getTransactionKey() != null;
  }

  private final class Forgetting implements Synchronization {
    private final K key;

    Forgetting(K key) {
      this.key = key;
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      cache.invalidate(key);
      listeners.forEach(listener -> listener.accept(key));
    }
  }
}

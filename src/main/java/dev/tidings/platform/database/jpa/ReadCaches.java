package dev.tidings.platform.database.jpa;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.function.Function;

/** Creates the configuration caches that follow the transactions of this node. */
@ApplicationScoped
public class ReadCaches {
  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  /** For CDI. */
  protected ReadCaches() {}

  /** Outside a container. */
  public ReadCaches(TransactionSynchronizationRegistry transactions) {
    this.transactions = transactions;
  }

  /** A cache that loads what it does not know. */
  public <K, V> ReadCache<K, V> loading(Function<K, Optional<V>> load) {
    return new ReadCache<>(transactions, load, Ticker.systemTicker());
  }
}

package dev.tidings.store.queue.inflight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidings.platform.database.jdbc.AfterCommit;
import dev.tidings.platform.metrics.Histogram;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Remembers when this node made its latest leases, to measure how long their messages take to be
 * acknowledged. What it has forgotten, or another node has leased, is not measured.
 */
@ApplicationScoped
public class LeaseTimes {
  private static final int REMEMBERED = 20_000;

  @Inject Measurements measurements;

  /** Moments of {@link System#nanoTime} by token. */
  private final Cache<Long, Long> leasedAt =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(REMEMBERED).build();

  /** These leases begin. */
  public void begin(List<Lease> leases) {
    Long now = System.nanoTime();
    for (Lease lease : leases) {
      leasedAt.put(lease.token(), now);
    }
  }

  /** So many messages of a lease are acknowledged. */
  void acknowledged(Lease lease, int messages) {
    Long begun = leasedAt.getIfPresent(lease.token());
    if (begun != null) {
      long nanos = System.nanoTime() - begun;
      Histogram delays = measurements.histogram(Metric.ACKNOWLEDGE_DELAY);
      AfterCommit.run(() -> delays.record(nanos, messages));
    }
  }
}

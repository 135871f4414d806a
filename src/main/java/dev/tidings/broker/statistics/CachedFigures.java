package dev.tidings.broker.statistics;

import dev.tidings.api.TidingsException;
import dev.tidings.broker.dispatch.PendingReceives;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.OutageLog;
import dev.tidings.platform.database.RetryPolicy;
import dev.tidings.platform.database.engine.FlushTimes;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.depth.AllQueues;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Reads how all queues stand, and remembers it: for a second, and for ten times as long as it took,
 * so that those who watch take at most a tenth of one connection.
 */
@ApplicationScoped
public class CachedFigures implements FigureReader {
  private static final Duration FRESH = Duration.ofMillis(900);
  private static final int PAUSES_A_READ = 10;

  @Inject Database database;
  @Inject AllQueues allQueues;
  @Inject Measurements measurements;
  @Inject PendingReceives pendingReceives;
  @Inject @DatabaseTime Clock clock;

  private Figures last;
  private TidingsException failure;
  private long goodUntil;

  @PostConstruct
  void register() {
    measurements.watch(Metric.RECEIVES_WAITING, pendingReceives::count);
    measurements.watch(Metric.DATABASE_TRANSACTIONS, database::connectionsUsed);
    measurements.watch(Metric.DATABASE_CONNECTIONS, database::connectionsMax);
    measurements.watch(Metric.DATABASE_RETRIES, RetryPolicy::repeated);
    measurements.watch(Metric.DATABASE_OUTAGES, OutageLog::outages);
    measurements.watch(Metric.FLUSH_DURATION, FlushTimes.histogram());
  }

  /** Those who ask while it is being read wait for the same answer, also if that is a failure. */
  @Override
  public synchronized Figures read() {
    long begun = System.nanoTime();
    if ((last == null && failure == null) || begun - goodUntil >= 0) {
      readAgain();
      long end = System.nanoTime();
      goodUntil = end + Math.max(FRESH.toNanos(), PAUSES_A_READ * (end - begun));
    }
    if (failure != null) {
      throw failure;
    }
    return last;
  }

  private void readAgain() {
    Measurements.Counted counted = measurements.counted();
    Figures before = last;
    try {
      last = database.read(connection -> allQueues.read(connection, clock.instant()));
      failure = null;
    } catch (TidingsException unavailable) {
      failure = unavailable;
      return;
    }
    if (before == null || !last.hasObjectsOf(before)) {
      measurements.keepOnly(
          counted,
          last.topicNames().keySet(),
          last.queues().stream().map(QueueFigures::subscriptionId).collect(Collectors.toSet()));
    }
  }

  @Override
  public int consumers(QueueFigures queue) {
    return pendingReceives.count(new QueueId(queue.subscriptionId(), queue.topicId()));
  }

  @Override
  public int consumers() {
    return pendingReceives.count();
  }
}

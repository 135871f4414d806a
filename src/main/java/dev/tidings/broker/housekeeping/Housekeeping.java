package dev.tidings.broker.housekeeping;

import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.platform.cluster.ClusterLock;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.DatabaseClock;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.failure.DatabaseFailures;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.store.audit.AuditLog;
import dev.tidings.store.idempotency.IdempotencyKeys;
import dev.tidings.store.job.Jobs;
import dev.tidings.store.topic.Topics;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The timer that cleans up, on one node at a time. Nothing depends on when it runs: what has
 * expired is not there for any reader already, and what it deletes nobody sees.
 */
@Singleton(name = "TidingsHousekeeping")
@Startup
@DependsOn("TidingsFirstStart")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Housekeeping {
  private static final Log LOG = Log.of(Housekeeping.class);
  private static final int BATCH = 1_000;

  /** Of one round; what is left is for the next ones. */
  private static final int COMPACTION_STEPS = 100;

  @Inject Settings settings;
  @Inject Database database;
  @Inject ClusterLock clusterLock;
  @Inject @DatabaseTime DatabaseClock clock;
  @Inject Topics topics;
  @Inject TopicCleaner topicCleaner;
  @Inject LeaseCleaner leaseCleaner;
  @Inject IdempotencyKeys idempotencyKeys;
  @Inject Measurements measurements;
  @Inject AuditLog auditLog;
  @Inject Jobs jobs;
  @Resource TimerService timers;

  private final ReentrantLock round = new ReentrantLock();

  @PostConstruct
  void start() {
    long interval = settings.duration(Setting.HOUSEKEEPING_INTERVAL).toMillis();
    timers.createIntervalTimer(interval, interval, new TimerConfig(null, false));
  }

  /** A round that fails is tried again by the next one. */
  @Timeout
  void onTimer() {
    if (!round.tryLock()) {
      return;
    }
    try {
      clean();
    } catch (RuntimeException e) {
      measurements.count(Metric.HOUSEKEEPING_FAILURES);
      // Whatever it is: a timer whose callback throws is given up by some servers.
      LOG.logFailureUnless(DatabaseFailures.isKnown(e), LogEvent.CLEANUP_FAILED, e);
    } finally {
      round.unlock();
    }
  }

  /** Cleans everything that there is to clean at this moment, unless another node is at it. */
  public void clean() {
    clock.steer();
    // The transaction that holds the row does nothing else; the work has transactions of its own.
    database.inTransaction(
        Durability.BUFFERED,
        connection -> {
          if (clusterLock.tryToBecome(connection)) {
            long begun = System.nanoTime();
            database.allowLongWork(connection);
            CleanupThrottle cleanupThrottle = new CleanupThrottle(patience());
            cleanTopics(cleanupThrottle);
            cleanIdempotencyKeys(cleanupThrottle);
            cleanAdministration(cleanupThrottle);
            cleanupThrottle.finish(COMPACTION_STEPS, database::compact);
            measurements.histogram(Metric.HOUSEKEEPING_DURATION).recordSince(begun);
          }
          return connection;
        });
  }

  /** A round that has hurried at its end is over when the next one begins. */
  private Duration patience() {
    return settings.duration(Setting.HOUSEKEEPING_INTERVAL).multipliedBy(4).dividedBy(5);
  }

  private void cleanTopics(CleanupThrottle cleanupThrottle) {
    List<TopicDetails> all = topics.all();
    leaseCleaner.clean(all);
    all.forEach(topic -> clean(topic, cleanupThrottle));
    topicCleaner.keepOnly(all.stream().map(TopicDetails::id).collect(Collectors.toSet()));
  }

  /** A topic that cannot be cleaned now does not keep the others from it. */
  private void clean(TopicDetails topic, CleanupThrottle cleanupThrottle) {
    try {
      topicCleaner.clean(topic, cleanupThrottle);
    } catch (TidingsException e) {
      LOG.logFailureUnless(
          DatabaseFailures.isKnown(e), LogEvent.TOPIC_CLEANUP_FAILED, e, topic.id());
    }
  }

  private void cleanIdempotencyKeys(CleanupThrottle cleanupThrottle) {
    cleanupThrottle.finish(
        Integer.MAX_VALUE,
        () ->
            database.inTransaction(
                    Durability.BUFFERED,
                    connection -> idempotencyKeys.clean(connection, clock.instant(), BATCH))
                == BATCH);
  }

  private void cleanAdministration(CleanupThrottle cleanupThrottle) {
    Instant before = clock.instant().minus(settings.duration(Setting.AUDIT_RETENTION));
    cleanupThrottle.finish(
        Integer.MAX_VALUE,
        () ->
            database.inTransaction(
                    Durability.BUFFERED, connection -> auditLog.clean(connection, before, BATCH))
                == BATCH);
    database.inTransaction(Durability.BUFFERED, connection -> jobs.clean(connection, before));
  }
}

package dev.tidings.broker.job;

import dev.tidings.api.ErrorType;
import dev.tidings.api.JobState;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.RetryPolicy;
import dev.tidings.platform.failure.DatabaseFailures;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.store.job.Jobs;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs jobs, one after another, on whichever node gets the row of a job. After each batch it rests
 * as long as the batch took, so that a job takes half of what it could.
 */
@Singleton(name = "TidingsJobRunner")
@Startup
@DependsOn("TidingsFirstStart")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class JobRunner {
  private static final Log LOG = Log.of(JobRunner.class);
  private static final long INTERVAL_MS = 1_000;

  /**
   * So many messages a batch has at most. The same few statements find them and put them away, so
   * fewer would save little of the time that a batch holds its locks.
   */
  private static final int BATCH = 50;

  private static final Duration LONGEST_REST = Duration.ofMillis(100);

  /** After these it makes sense to try again. */
  private static final Set<ErrorType> PASSING =
      Set.of(
          ErrorType.QUEUE_FULL,
          ErrorType.UNAVAILABLE,
          ErrorType.OUTCOME_UNKNOWN,
          ErrorType.TOPIC_INACTIVE,
          ErrorType.SUBSCRIPTION_INACTIVE);

  @Inject Database database;
  @Inject Jobs jobs;
  @Inject JobStep step;
  @Inject Measurements measurements;
  @Resource TimerService timers;

  private final ReentrantLock round = new ReentrantLock();
  private volatile boolean isStopped;

  @PostConstruct
  void start() {
    timers.createIntervalTimer(INTERVAL_MS, INTERVAL_MS, new TimerConfig(null, false));
  }

  @PreDestroy
  void stop() {
    isStopped = true;
  }

  /** What fails is tried again by the next round. */
  @Timeout
  void onTimer() {
    if (!round.tryLock()) {
      return;
    }
    try {
      List<Long> unfinished = database.read(jobs::unfinished);
      unfinished.forEach(this::run);
    } catch (RuntimeException failure) {
      LOG.logFailureUnless(DatabaseFailures.isKnown(failure), LogEvent.JOBS_NOT_READ, failure);
    } finally {
      round.unlock();
    }
  }

  /** Until it ends, must wait, or another node has it. */
  private void run(long id) {
    try {
      boolean goesOn = true;
      while (goesOn && !isStopped) {
        long begin = System.nanoTime();
        goesOn = step.run(id, BATCH);
        long end = measurements.histogram(Metric.JOB_BATCH_DURATION).recordSince(begin);
        Duration taken = Duration.ofNanos(end - begin);
        goesOn &= rest(taken);
      }
    } catch (RuntimeException failure) {
      note(id, failure);
    }
  }

  /** A refusal at the commit comes wrapped in what the container makes of it. */
  private void note(long id, RuntimeException failure) {
    Throwable cause = failure;
    while (!(cause instanceof TidingsException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean isRefusal = cause instanceof TidingsException;
    boolean isPassing =
        isRefusal
            ? PASSING.contains(((TidingsException) cause).type())
            : DatabaseFailures.behind(failure).isPresent();
    if (!isRefusal) {
      LOG.logFailureUnless(DatabaseFailures.isKnown(failure), LogEvent.JOB_FAILED, failure, id);
    }
    String reason = isRefusal ? cause.getMessage() : "A batch failed; see the log of the server.";
    step.note(id, isPassing ? JobState.RUNNING : JobState.FAILED, reason);
  }

  /** False when the thread is to end. */
  private static boolean rest(Duration taken) {
    return RetryPolicy.pause(taken.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : taken);
  }
}

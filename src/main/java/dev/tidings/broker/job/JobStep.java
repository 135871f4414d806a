package dev.tidings.broker.job;

import dev.tidings.api.JobDetails;
import dev.tidings.api.JobState;
import dev.tidings.api.MessageId;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.job.Job;
import dev.tidings.store.job.Jobs;
import dev.tidings.store.subscription.Subscription;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One batch of a job, and how far the job has come with it, in one transaction: a batch that is
 * lost in a crash has done nothing.
 */
@Stateless(name = "TidingsJobStep")
public class JobStep {
  @Inject Database database;
  @Inject Jobs jobs;
  @Inject JobSources sources;
  @Inject JobBatch jobBatch;
  @Inject @DatabaseTime Clock clock;

  /**
   * Runs one batch, unless the job has ended or another node runs it.
   *
   * @return whether there is another batch to run
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean run(long id, int limit) {
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          Optional<Job> job = jobs.tryLock(connection, id);
          return job.isPresent()
              && !job.get().details().state().isEnd()
              && run(connection, job.get(), limit);
        });
  }

  private boolean run(Connection connection, Job job, int limit) throws SQLException {
    Optional<Subscription> source =
        sources.from(job.details().request(), Math.max(1, job.subscriptionId()));
    if (source.isEmpty()) {
      List<MessageId> missing = ChosenMessages.missingAtEnd(job.details());
      String passedOver = PassedOver.of(job.details().error());
      jobs.update(connection, ended(job, JobState.DONE, passedOver, missing));
      return false;
    }
    Subscription subscription = source.get();
    String place = subscription.id() == job.subscriptionId() ? job.place() : "";
    JobBatch.Result result = jobBatch.run(job.details(), subscription, place, limit);
    long nextId = result.next().isPresent() ? subscription.id() : subscription.id() + 1;
    String error = job.details().error();
    String passedOver =
        result.isPassedOver()
            ? PassedOver.with(error, sources.name(subscription))
            : PassedOver.of(error);
    JobDetails progress = progress(job.details(), result, passedOver);
    jobs.update(connection, new Job(progress, nextId, result.next().orElse("")));
    return true;
  }

  private JobDetails progress(JobDetails old, JobBatch.Result result, String error) {
    Instant started = old.startedAt() == null ? clock.instant() : old.startedAt();
    return details(
        old,
        JobState.RUNNING,
        old.done() + result.done(),
        old.seen() + result.seen(),
        started,
        null,
        error,
        result.missing());
  }

  /** Ends a job or notes what it waits for, unless it has ended. */
  public void note(long id, JobState state, String error) {
    database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          Optional<Job> job = jobs.lock(connection, id);
          if (job.isPresent() && !job.get().details().state().isEnd()) {
            String all = PassedOver.and(job.get().details().error(), error);
            jobs.update(
                connection,
                state.isEnd()
                    ? ended(job.get(), state, all, job.get().details().missing())
                    : noted(job.get(), all));
          }
          return id;
        });
  }

  private Job ended(Job job, JobState state, String error, List<MessageId> missing) {
    JobDetails old = job.details();
    Instant now = clock.instant();
    Instant started = old.startedAt() == null ? now : old.startedAt();
    return new Job(
        details(old, state, old.done(), old.seen(), started, now, error, missing),
        job.subscriptionId(),
        job.place());
  }

  private static Job noted(Job job, String error) {
    JobDetails old = job.details();
    return new Job(
        details(
            old, old.state(), old.done(), old.seen(), old.startedAt(), null, error, old.missing()),
        job.subscriptionId(),
        job.place());
  }

  private static JobDetails details(
      JobDetails old,
      JobState state,
      long done,
      long seen,
      Instant startedAt,
      Instant finishedAt,
      String error,
      List<MessageId> missing) {
    return new JobDetails(
        old.id(),
        old.request(),
        state,
        done,
        seen,
        old.total(),
        old.createdBy(),
        old.createdAt(),
        startedAt,
        finishedAt,
        error,
        missing);
  }
}

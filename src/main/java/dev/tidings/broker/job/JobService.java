package dev.tidings.broker.job;

import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditKind;
import dev.tidings.api.ErrorType;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobRequest;
import dev.tidings.api.JobState;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.job.Job;
import dev.tidings.store.job.Jobs;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.depth.QueueDepths;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.subscription.Subscription;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts, tells of and cancels jobs, each call in one transaction. */
@Stateless(name = "TidingsJobService")
public class JobService {
  @Inject Database database;
  @Inject Jobs jobs;
  @Inject JobSources sources;
  @Inject JobStep step;
  @Inject QueueDepths queueDepths;
  @Inject DeadLetters deadLetters;
  @Inject AuditTrail auditTrail;
  @Inject @DatabaseTime Clock clock;

  public JobDetails start(JobRequest request) {
    sources.require(request);
    Instant now = clock.instant();
    JobRequest bounded =
        new JobRequest(
            request.kind(),
            request.topicName(),
            request.endpointName(),
            request.targetTopicName(),
            request.reason(),
            request.before() == null ? now : request.before(),
            request.msgIds());
    List<Subscription> queues = sources.all(bounded);
    long id =
        database.inTransaction(
            Durability.GUARANTEED,
            connection -> {
              long total =
                  bounded.msgIds().isEmpty()
                      ? total(connection, bounded, queues, now)
                      : bounded.msgIds().size();
              return jobs.add(connection, bounded, total, auditTrail.actor(), now);
            });
    auditTrail.did(AuditAction.START, target(id, bounded), fields(bounded));
    return read(id);
  }

  private long total(
      Connection connection, JobRequest request, List<Subscription> queues, Instant now)
      throws SQLException {
    long total = 0;
    for (Subscription subscription : queues) {
      QueueId queue = new QueueId(subscription.id(), subscription.topicId());
      total +=
          request.kind().isOfDeadLetters()
              ? deadLetters.count(connection, subscription.id())
              : queueDepths.depth(connection, queue, now).orElse(0L);
    }
    return total;
  }

  private static AuditTrail.Target target(long id, JobRequest request) {
    return new AuditTrail.Target(AuditKind.JOB, id, request.kind().wireName());
  }

  private static Map<String, String> fields(JobRequest request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("topic_name", request.topicName());
    fields.put("endpoint_name", request.endpointName());
    fields.put("target_topic_name", request.targetTopicName());
    fields.put("reason", request.reason());
    fields.put("before", request.before().toString());
    fields.put("msg_ids", request.msgIds().isEmpty() ? "" : request.msgIds().size() + " chosen");
    return fields;
  }

  public JobDetails read(long id) {
    return database
        .read(connection -> jobs.find(connection, id))
        .map(Job::details)
        .orElseThrow(() -> unknown(id));
  }

  private static TidingsException unknown(long id) {
    return new TidingsException(ErrorType.NOT_FOUND, "There is no job with the id " + id);
  }

  public Page<JobDetails> page(PageRequest request) {
    int limit = request.limit();
    List<JobDetails> found =
        database.read(connection -> jobs.page(connection, request.after(), limit + 1)).stream()
            .map(Job::details)
            .toList();
    List<JobDetails> rows = found.stream().limit(limit).toList();
    return new Page<>(rows, found.size() == rows.size() ? 0 : rows.get(rows.size() - 1).id());
  }

  /** What its batches have done stays done. */
  public JobDetails cancel(long id) {
    JobDetails before = read(id);
    if (before.state().isEnd()) {
      throw new TidingsException(
          ErrorType.CONFLICT,
          "The job %d has ended: it is %s.".formatted(id, before.state().wireName()));
    }
    step.note(id, JobState.CANCELLED, "");
    auditTrail.did(AuditAction.CANCEL, target(id, before.request()), Map.of());
    return read(id);
  }
}

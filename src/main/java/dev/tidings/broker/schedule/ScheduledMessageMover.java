package dev.tidings.broker.schedule;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.append.LogAppender;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.PipelinedQueries;
import dev.tidings.platform.failure.DatabaseFailures;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.log.ScheduledEntries;
import dev.tidings.store.queue.UnclaimedMessages;
import dev.tidings.store.queue.inflight.Redeliveries;
import dev.tidings.store.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Moves scheduled publications into the log when they are due. */
@ApplicationScoped
public class ScheduledMessageMover {
  private static final Log LOG = Log.of(ScheduledMessageMover.class);

  /** They may be large, so each transaction moves only a few. */
  private static final int BATCH = 64;

  @Inject Database database;
  @Inject Topics topics;
  @Inject MessageLog log;
  @Inject ScheduledEntries scheduled;
  @Inject LogAppender logAppender;
  @Inject UnclaimedMessages unclaimedMessages;
  @Inject Redeliveries redeliveries;
  @Inject WakeUps wakeUps;
  @Inject @DatabaseTime Clock clock;

  /**
   * Moves all that is due at this moment.
   *
   * @return false when some of it has to wait, because a queue is full or a topic in trouble
   */
  public boolean moveDue() {
    Instant now = clock.instant();
    boolean isAllMoved = true;
    for (long topicId : database.read(connection -> scheduled.topicsWithDue(connection, now))) {
      isAllMoved &= release(topicId);
    }
    return isAllMoved;
  }

  /** What is for all does not wait for what is for some, nor the other way round. */
  private boolean release(long topicId) {
    try {
      boolean isAllMoved = release(topicId, false);
      return release(topicId, true) && isAllMoved;
    } catch (TidingsException failure) {
      LOG.logUnless(
          DatabaseFailures.isKnown(failure),
          LogEvent.SCHEDULED_NOT_MOVED,
          topicId,
          failure.getMessage());
      return false;
    }
  }

  private boolean release(long topicId, boolean isForSome) {
    int kept = 0;
    Step step = Step.begin();
    while (step.isMore()) {
      Optional<TopicDetails> topic = topics.find(topicId);
      if (topic.isEmpty()) {
        return true;
      }
      int skipped = kept;
      step =
          database.inTransaction(
              Durability.GUARANTEED,
              connection -> step(connection, topic.get(), isForSome, skipped));
      if (step.isStale()) {
        topics.invalidate(topic.get());
      }
      wakeUps.appended(topicId, step.appended());
      kept += step.kept();
    }
    return kept == 0;
  }

  /**
   * What one transaction did.
   *
   * @param kept how many of those that it tried stay
   * @param isStale whether it did nothing, because the settings of the topic have changed
   */
  private record Step(List<LogEntry> appended, int kept, boolean isMore, boolean isStale) {
    static Step begin() {
      return new Step(List.of(), 0, true, false);
    }

    static Step stale() {
      return new Step(List.of(), 0, true, true);
    }
  }

  private Step step(Connection connection, TopicDetails topic, boolean isForSome, int skipped)
      throws SQLException {
    PipelinedQueries.Found<Optional<Long>, MessageLog.End> found = log.lock(connection, topic.id());
    Optional<Long> version = found.first();
    if (version.isEmpty() || version.get() != topic.version()) {
      return Step.stale();
    }
    LogAppender.Run run =
        logAppender.begin(connection, topic, found.second(), clock.instant(), true);
    List<ScheduledEntries.Entry> due =
        scheduled.due(connection, topic.id(), isForSome, run.now(), skipped, BATCH);
    List<ScheduledEntries.Entry> done = new ArrayList<>();
    int kept = 0;
    for (Planned planned : plan(connection, topic, due)) {
      boolean isDone = planned.isDropped() || isAppended(run, planned);
      if (isDone) {
        done.add(planned.entry());
      } else {
        kept++;
      }
      // What is for all keeps its order: nothing goes before what does not fit.
      if (!isDone && !isForSome) {
        break;
      }
    }
    run.write();
    scheduled.delete(connection, done);
    boolean isMore = due.size() == BATCH && (kept == 0 || isForSome);
    return new Step(run.appended(), kept, isMore, false);
  }

  /**
   * What is to become of one publication.
   *
   * @param isDropped whether nobody gets it
   */
  private record Planned(ScheduledEntries.Entry entry, Set<Long> addressees, boolean isDropped) {}

  private List<Planned> plan(
      Connection connection, TopicDetails topic, List<ScheduledEntries.Entry> due)
      throws SQLException {
    boolean isDropped =
        topic.settings().onNoSubs() == OnNoSubs.DROP
            && unclaimedMessages.read(connection, topic.id()).isPresent();
    Set<MessageId> taken = scheduled.taken(connection, due);
    List<Planned> planned = new ArrayList<>();
    for (ScheduledEntries.Entry one : due) {
      Set<Long> addressees = addressees(connection, topic, one);
      boolean isTaken = taken.contains(one.entry().id());
      boolean isForNobody = addressees.isEmpty() && !one.deliverTo().isEmpty();
      if (isTaken) {
        LOG.log(LogEvent.SCHEDULED_DROPPED, one.entry().id());
      }
      planned.add(new Planned(one, addressees, isDropped || isTaken || isForNobody));
    }
    return planned;
  }

  /** Those of them that are still there. */
  private Set<Long> addressees(
      Connection connection, TopicDetails topic, ScheduledEntries.Entry one) throws SQLException {
    return one.deliverTo().isEmpty()
        ? Set.of()
        : Set.copyOf(
            redeliveries.addressees(connection, topic.id(), Set.copyOf(one.deliverTo())).values());
  }

  private static boolean isAppended(LogAppender.Run run, Planned planned) throws SQLException {
    LogEntry entry = planned.entry().entry().publishedAt(run.now());
    try {
      run.add(List.of(new LogAppender.Incoming(entry, planned.addressees())));
      return true;
    } catch (TidingsException refusal) {
      if (refusal.type() != ErrorType.QUEUE_FULL) {
        throw refusal;
      }
      return false;
    }
  }
}

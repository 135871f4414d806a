package dev.tidings.broker.append;

import dev.tidings.api.MessageId;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.batch.BatchResult;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.jdbc.PipelinedQueries;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Measurements.PublishPart;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.log.ScheduledEntries;
import dev.tidings.store.queue.UnclaimedMessages;
import dev.tidings.store.queue.inflight.Redeliveries;
import dev.tidings.store.topic.TopicLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Converts publications to messages in the log, all of a call or none. */
@ApplicationScoped
public class PublicationWriter {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final BatchResult<Optional<List<MessageId>>> STALE =
      BatchResult.of(Optional.empty());

  @Inject TopicLock topicLock;
  @Inject MessageLog log;
  @Inject LogAppender logAppender;
  @Inject UnclaimedMessages unclaimedMessages;
  @Inject Redeliveries redeliveries;
  @Inject DuplicateDetection duplicateDetection;
  @Inject Measurements measurements;
  @Inject @DatabaseTime Clock clock;

  /**
   * What one call publishes.
   *
   * @param topic its settings as they were when the call was allowed
   * @param patternMatched the line of the publisher's patterns that allowed it
   * @param ids of the publications, in their order: their own, or made for them
   * @param idempotencyKey covers the whole call; empty for none
   * @param isAlone whether the transaction holds nothing but such calls
   */
  public record Call(
      TopicDetails topic,
      long publisherId,
      String patternMatched,
      List<Publication> publications,
      List<MessageId> ids,
      String idempotencyKey,
      boolean isAlone) {

    /** The same in a transaction that does nothing before such calls, or does. */
    public Call with(boolean alone) {
      return new Call(topic, publisherId, patternMatched, publications, ids, idempotencyKey, alone);
    }

    boolean hasGd(Publication publication) {
      return publication.hasGd().orElse(topic.settings().hasGd());
    }

    public boolean isGuaranteed() {
      return publications.stream().anyMatch(this::hasGd);
    }

    /** Whether it needs to see what was published before it, even a moment before. */
    boolean looksBack() {
      return !idempotencyKey.isEmpty()
          || publications.stream().anyMatch(publication -> publication.msgId().isPresent());
    }

    public long size() {
      return publications.stream().mapToLong(publication -> publication.data().size()).sum();
    }
  }

  /**
   * What became of calls.
   *
   * @param outcomes one for each call: the ids in the order of its publications; empty, with
   *     nothing done, when the settings of the topic are not what they were any more
   * @param appended what is in the log once the transaction has committed
   * @param scheduled what will be in the log later, once the transaction has committed
   */
  public record Published(
      List<BatchResult<Optional<List<MessageId>>>> outcomes,
      List<LogEntry> appended,
      List<ScheduledEntries.Entry> scheduled) {

    /** This, and what the same transaction published after it. */
    public Published and(Published later) {
      return new Published(
          joined(outcomes, later.outcomes),
          joined(appended, later.appended),
          joined(scheduled, later.scheduled));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
      return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** When the first of what is held back is due; empty when nothing is. */
    public Optional<Instant> firstDue() {
      return scheduled.stream().map(ScheduledEntries.Entry::dueAt).min(Instant::compareTo);
    }
  }

  /**
   * Whether a commit whose outcome is unknown has stored what was published. Waits for it, should
   * it still be at work, by locking the topic.
   *
   * @throws TidingsException {@link ErrorType#OUTCOME_UNKNOWN} when it has left no trace either way
   */
  public boolean isStored(Connection connection, long topicId, Published published)
      throws SQLException {
    topicLock.lock(connection, topicId);
    return published.appended().isEmpty()
        ? duplicateDetection.isAnyKnown(connection, published.scheduled())
        : logAppender.isAppended(connection, topicId, published.appended().get(0));
  }

  /** Publishes one call inside the transaction given. */
  public Published publish(Connection connection, Call call) throws SQLException {
    return publish(connection, List.of(call));
  }

  /**
   * Publishes calls to one topic inside the transaction given. One that is refused has done nothing
   * and does not keep the others from it.
   *
   * @throws TidingsException when all of them must be rolled back
   */
  public Published publish(Connection connection, List<Call> calls) throws SQLException {
    try {
      return publishAll(connection, calls);
    } catch (SQLException e) {
      // Two calls with one key or id on different topics do not wait for each other's lock.
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw DuplicateDetection.idIsTaken();
      }
      throw e;
    }
  }

  private Published publishAll(Connection connection, List<Call> calls) throws SQLException {
    long topicId = calls.get(0).topic().id();
    long begun = System.nanoTime();
    PipelinedQueries.Found<Optional<Long>, MessageLog.End> found = log.lock(connection, topicId);
    long locked = measurements.publishing(PublishPart.LOCK).recordSince(begun);
    Optional<Long> version = found.first();
    Optional<Call> current = calls.stream().filter(call -> isCurrent(call, version)).findFirst();
    if (current.isEmpty()) {
      return new Published(calls.stream().map(call -> STALE).toList(), List.of(), List.of());
    }
    LogAppender.Run run =
        logAppender.begin(
            connection,
            current.get().topic(),
            found.second(),
            clock.instant(),
            current.get().isAlone());
    List<BatchResult<Optional<List<MessageId>>>> outcomes = new ArrayList<>(calls.size());
    for (Call call : calls) {
      outcomes.add(isCurrent(call, version) ? outcome(connection, run, call) : STALE);
    }
    run.write();
    measurements.publishing(PublishPart.INSERT).recordSince(locked);
    return new Published(outcomes, run.appended(), run.heldBack());
  }

  private static boolean isCurrent(Call call, Optional<Long> version) {
    return version.isPresent() && version.get() == call.topic().version();
  }

  private BatchResult<Optional<List<MessageId>>> outcome(
      Connection connection, LogAppender.Run run, Call call) throws SQLException {
    try {
      if (call.looksBack()) {
        run.write();
      }
      return BatchResult.of(Optional.of(publish(connection, run, call)));
    } catch (TidingsException refusal) {
      return BatchResult.failed(refusal);
    }
  }

  private List<MessageId> publish(Connection connection, LogAppender.Run run, Call call)
      throws SQLException {
    Optional<List<MessageId>> earlier = duplicateDetection.find(connection, call, run.now());
    if (earlier.isPresent()) {
      return earlier.get();
    }
    List<MessageId> ids = append(connection, run, call);
    if (ids.stream().allMatch(MessageId::isStored)) {
      duplicateDetection.remember(connection, call, ids, run.now());
    }
    return ids;
  }

  private List<MessageId> append(Connection connection, LogAppender.Run run, Call call)
      throws SQLException {
    MessageId[] ids = new MessageId[call.publications().size()];
    List<LogAppender.Incoming> incoming = new ArrayList<>();
    List<ScheduledEntries.Entry> later = new ArrayList<>();
    List<Publication> fresh = new ArrayList<>();
    boolean isDropped = isDropped(connection, call);
    for (int i = 0; i < ids.length; i++) {
      Publication publication = call.publications().get(i);
      ids[i] = call.ids().get(i);
      if (duplicateDetection.isRepeated(connection, call, publication, run.now())) {
        continue;
      }
      Set<Long> addressees = addressees(connection, call, publication);
      LogEntry entry = entry(call, publication, ids[i], run.now());
      if (!publication.deliverAfter().isZero()) {
        Instant dueAt = run.now().plus(publication.deliverAfter());
        later.add(new ScheduledEntries.Entry(entry, publication.deliverTo(), dueAt));
      } else if (isDropped) {
        ids[i] = MessageId.NONE;
        continue;
      } else {
        incoming.add(new LogAppender.Incoming(entry, addressees));
      }
      fresh.add(publication);
    }
    run.add(incoming);
    run.holdBack(later);
    duplicateDetection.rememberOwnIds(connection, call, fresh, run.now());
    return Arrays.asList(ids);
  }

  /**
   * What publishing the call would answer at this moment, without doing anything.
   *
   * @param planned messages that the same transaction publishes to the topic before it
   * @return the ids when nothing is left to be done: it was published before, or is dropped
   * @throws TidingsException as publishing would
   */
  public Optional<List<MessageId>> foresee(Connection connection, Call call, int planned)
      throws SQLException {
    Instant now = clock.instant();
    Optional<List<MessageId>> earlier = duplicateDetection.find(connection, call, now);
    if (earlier.isPresent()) {
      return earlier;
    }
    boolean isAnyHeldBack = false;
    for (Publication publication : call.publications()) {
      duplicateDetection.isRepeated(connection, call, publication, now);
      addressees(connection, call, publication);
      isAnyHeldBack |= !publication.deliverAfter().isZero();
    }
    if (isDropped(connection, call) && !isAnyHeldBack) {
      return Optional.of(call.ids().stream().map(id -> MessageId.NONE).toList());
    }
    logAppender.foresee(connection, call.topic(), planned + call.publications().size(), now);
    return Optional.empty();
  }

  private boolean isDropped(Connection connection, Call call) throws SQLException {
    return call.topic().settings().onNoSubs() == OnNoSubs.DROP
        && unclaimedMessages.read(connection, call.topic().id()).isPresent();
  }

  private Set<Long> addressees(Connection connection, Call call, Publication publication)
      throws SQLException {
    if (publication.deliverTo().isEmpty()) {
      return Set.of();
    }
    Set<SubscriptionKey> keys = new HashSet<>(publication.deliverTo());
    Map<SubscriptionKey, Long> ids = redeliveries.addressees(connection, call.topic().id(), keys);
    if (ids.size() < keys.size()) {
      throw TidingsException.invalid(
          "deliver_to", "must name only subscriptions to " + call.topic().settings().name());
    }
    return Set.copyOf(ids.values());
  }

  private static LogEntry entry(Call call, Publication publication, MessageId id, Instant now) {
    return new LogEntry(
        publication.deliverTo().isEmpty() ? publication.priority() : Lane.ADDRESSED,
        0,
        id,
        now,
        now.plus(publication.expiration().orElse(call.topic().settings().defaultExpiration())),
        call.hasGd(publication),
        call.publisherId(),
        call.patternMatched(),
        publication);
  }
}

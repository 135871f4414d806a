package dev.tidings.broker.append;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.store.log.ExpiredMessages;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.log.ScheduledEntries;
import dev.tidings.store.queue.depth.QueueCapacity;
import dev.tidings.store.queue.inflight.Redeliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Appends messages to the logs of topics, within the limits of their queues. */
@ApplicationScoped
public class LogAppender {
  @Inject MessageLog log;
  @Inject ScheduledEntries scheduled;
  @Inject ExpiredMessages expiredMessages;
  @Inject QueueCapacity queueCapacity;
  @Inject Redeliveries redeliveries;

  /**
   * Begins to append to a topic whose row lock the transaction holds.
   *
   * @param end of the log, read under the lock
   * @param isAlone whether the transaction does nothing but append
   */
  public Run begin(
      Connection connection, TopicDetails topic, MessageLog.End end, Instant now, boolean isAlone) {
    return new Run(connection, topic, end, now, isAlone);
  }

  /**
   * Whether an entry that was given a position is there, or was: the positions of a lane have no
   * holes, so a position that is not taken was never committed. The caller holds the topic's lock.
   */
  boolean isAppended(Connection connection, long topicId, LogEntry entry) throws SQLException {
    if (log.exists(connection, entry.id())) {
      return true;
    }
    MessageLog.End end = log.end(connection, topicId);
    if (end.at(entry.lane()) <= entry.position()) {
      return false;
    }
    boolean isAnothers =
        !log.readAt(connection, topicId, entry.lane(), List.of(entry.position()), Instant.EPOCH)
            .isEmpty();
    if (isAnothers) {
      return false;
    }
    throw new TidingsException(
        ErrorType.OUTCOME_UNKNOWN,
        "The connection broke during the commit, and what it stored is done and gone already.");
  }

  /** Throws if that many messages would not fit at this moment. */
  void foresee(Connection connection, TopicDetails topic, int messages, Instant now)
      throws SQLException {
    MessageLog.End end = log.end(connection, topic.id());
    queueCapacity.foresee(connection, topic, end, messages, now);
  }

  /** One or several subscriptions that alone get a message; none are all of them. */
  public record Incoming(LogEntry entry, Set<Long> addressees) {}

  /** What one transaction appends to one topic; it is written in few statements. */
  public final class Run {
    private final Connection connection;
    private final TopicDetails topic;
    private final MessageLog.End committed;
    private final Instant now;
    private final boolean isAlone;
    private MessageLog.End end;
    private final List<LogEntry> unwritten = new ArrayList<>();
    private final List<LogEntry> appended = new ArrayList<>();
    private final List<ScheduledEntries.Entry> heldBack = new ArrayList<>();

    private Run(
        Connection connection,
        TopicDetails topic,
        MessageLog.End committed,
        Instant now,
        boolean isAlone) {
      this.connection = connection;
      this.topic = topic;
      this.committed = committed;
      this.now = now;
      this.isAlone = isAlone;
      end = committed;
    }

    public Instant now() {
      return now;
    }

    /** Appends all of them, or throws and appends none. */
    public void add(List<Incoming> all) throws SQLException {
      if (all.isEmpty()) {
        return;
      }
      ensureCapacity(counts(all));
      MessageLog.Placed placed = MessageLog.place(end, all.stream().map(Incoming::entry).toList());
      end = placed.end();
      unwritten.addAll(placed.entries());
      for (int i = 0; i < all.size(); i++) {
        for (long subscriptionId : all.get(i).addressees()) {
          redeliveries.add(connection, subscriptionId, placed.entries().get(i));
        }
      }
    }

    /** Keeps entries for later; they count for no queue until they are appended. */
    void holdBack(List<ScheduledEntries.Entry> entries) throws SQLException {
      scheduled.add(connection, topic.id(), entries);
      heldBack.addAll(entries);
    }

    /** Appends a message that one queue gave up, for that queue alone. */
    public void addAgain(LogEntry entry, long subscriptionId, int deliveryCount)
        throws SQLException {
      ensureCapacity(new QueueCapacity.Incoming(0, Map.of(subscriptionId, 1)));
      MessageLog.Placed placed = MessageLog.place(end, List.of(entry));
      end = placed.end();
      unwritten.addAll(placed.entries());
      redeliveries.addAgain(connection, subscriptionId, placed.entries().get(0), deliveryCount);
    }

    /** Only what is written can be counted exactly. */
    private void ensureCapacity(QueueCapacity.Incoming incoming) throws SQLException {
      if (!queueCapacity.isKnownToFit(topic, end, incoming, now)) {
        write();
        queueCapacity.ensure(connection, topic, committed, end, incoming, now, isAlone);
      }
    }

    /** What expires at once never waits, so nothing has to make room for it. */
    private QueueCapacity.Incoming counts(List<Incoming> all) {
      int toAll = 0;
      Map<Long, Integer> toSome = new HashMap<>();
      for (Incoming one : all) {
        if (one.entry().expiresAt().isAfter(now)) {
          toAll += one.addressees().isEmpty() ? 1 : 0;
          one.addressees().forEach(id -> toSome.merge(id, 1, Integer::sum));
        }
      }
      return new QueueCapacity.Incoming(toAll, toSome);
    }

    /** Writes what was added until now. */
    public void write() throws SQLException {
      if (!unwritten.isEmpty()) {
        log.append(connection, topic.id(), unwritten);
        expiredMessages.register(connection, topic.id(), unwritten);
        appended.addAll(unwritten);
        unwritten.clear();
      }
    }

    /** What was written, with positions; true only once the transaction has committed. */
    public List<LogEntry> appended() {
      return List.copyOf(appended);
    }

    /** What was kept for later. */
    List<ScheduledEntries.Entry> heldBack() {
      return List.copyOf(heldBack);
    }
  }
}

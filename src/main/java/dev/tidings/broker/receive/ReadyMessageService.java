package dev.tidings.broker.receive;

import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.broker.access.MessageFactory;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.AfterCommit;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.queue.read.ReadyMessageRemoval;
import dev.tidings.store.queue.read.ReceiveBudget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Takes what is ready out of a queue for an administrator, page by page. */
@ApplicationScoped
public class ReadyMessageService {
  /** So many bytes has a page, or one message. */
  private static final long PAGE_BYTES = 1L << 20;

  @Inject Database database;
  @Inject SubscriptionLookup subscriptions;
  @Inject ReadyMessageRemoval readyMessageRemoval;
  @Inject DeadLetters deadLetters;
  @Inject MessageFactory messageFactory;
  @Inject Measurements measurements;
  @Inject @DatabaseTime Clock clock;

  /**
   * What was removed of a page of a queue.
   *
   * @param seen how many messages the page had
   * @param next where the next page begins; empty on the last one
   */
  public record RemovedPage(List<Message> removed, int seen, String next) {}

  /**
   * Removes what is ready on a page of a queue and was published before a moment.
   *
   * @param chosen only what has one of these ids; all if there are none
   */
  public RemovedPage remove(
      SubscriptionKey key, Instant before, Set<MessageId> chosen, String after, int limit) {
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    Predicate<LogEntry> isWanted = isWanted(before, chosen);
    return page(queue, connection -> remove(connection, queue, isWanted, after, limit));
  }

  /**
   * Makes dead letters of what is ready, chosen in the same way.
   *
   * @param reason that the dead letters get
   */
  public RemovedPage reject(
      SubscriptionKey key,
      Instant before,
      Set<MessageId> chosen,
      String reason,
      String after,
      int limit) {
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    Predicate<LogEntry> isWanted = isWanted(before, chosen);
    return page(
        queue,
        connection -> {
          Optional<ReadyMessageRemoval.Removal> removal =
              remove(connection, queue, isWanted, after, limit);
          if (removal.isPresent()) {
            bury(connection, queue.id(), removal.get().removed(), reason);
          }
          return removal;
        });
  }

  private RemovedPage page(
      SubscriptionLookup.Queue queue, SqlWork<Optional<ReadyMessageRemoval.Removal>> removing) {
    ReadyMessageRemoval.Removal removal =
        database
            .inTransaction(Durability.GUARANTEED, removing)
            .orElseThrow(SubscriptionLookup::gone);
    List<Message> messages =
        messageFactory.of(
            removal.removed(), queue.topic().settings().name(), queue.subscription().key());
    return new RemovedPage(messages, removal.seen(), removal.next());
  }

  private static Predicate<LogEntry> isWanted(Instant before, Set<MessageId> chosen) {
    return entry ->
        entry.publishedAt().isBefore(before) && (chosen.isEmpty() || chosen.contains(entry.id()));
  }

  private Optional<ReadyMessageRemoval.Removal> remove(
      Connection connection,
      SubscriptionLookup.Queue queue,
      Predicate<LogEntry> isWanted,
      String after,
      int limit)
      throws SQLException {
    return readyMessageRemoval.remove(
        connection,
        queue.id(),
        clock,
        queue.topic().settings().maxDeliveries(),
        after,
        new ReceiveBudget(limit, PAGE_BYTES),
        isWanted);
  }

  private void bury(Connection connection, QueueId queue, List<QueueEntry> entries, String reason)
      throws SQLException {
    List<DeadLetters.Rejected> rejected =
        entries.stream()
            .map(one -> new DeadLetters.Rejected(one.entry(), one.deliveryCount()))
            .toList();
    deadLetters.add(connection, queue.subscriptionId(), rejected, reason, clock.instant());
    AfterCommit.run(() -> measurements.queue(queue.subscriptionId()).deadLettered(entries.size()));
  }
}

package dev.tidings.broker.transaction;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.append.PublishValidator;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import dev.tidings.store.topic.TopicLock;
import dev.tidings.store.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Performs the planned operations of a caller's transaction, as the last step before its commit.
 * All locks are taken in the global order: topics by their ids, then queues by theirs.
 */
@Stateless(name = "TidingsBeforeCompletionWork")
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class BeforeCompletionWork {
  @Inject Database database;
  @Inject TopicLock topicLock;
  @Inject Topics topics;
  @Inject PublishValidator publishValidator;
  @Inject PublicationWriter publicationWriter;
  @Inject LeaseSettlement leaseSettlement;
  @Inject @DatabaseTime Clock clock;

  /**
   * Does all of it, or throws; then the transaction cannot commit any more.
   *
   * @throws TidingsException {@link ErrorType#CONFLICT} when what the caller was told is not true
   *     any more
   */
  public void complete(TransactionContext work) {
    boolean isAlone = !database.hasWork();
    database.inTransaction(
        Durability.BUFFERED,
        connection -> {
          publish(connection, work, isAlone);
          settle(connection, work);
          work.done();
          return work;
        });
  }

  /** The publications are the first work, so that what they count is what was committed. */
  private void publish(Connection connection, TransactionContext work, boolean isAlone)
      throws SQLException {
    TreeMap<Long, List<TransactionContext.Plan>> byTopic =
        work.takePlans().stream()
            .collect(
                Collectors.groupingBy(
                    plan -> plan.call().topic().id(), TreeMap::new, Collectors.toList()));
    if (byTopic.size() > 1) {
      topicLock.lockAll(connection, byTopic.keySet());
    }
    for (var topic : byTopic.entrySet()) {
      work.published(topic.getKey(), publish(connection, topic.getValue(), isAlone));
    }
  }

  private PublicationWriter.Published publish(
      Connection connection, List<TransactionContext.Plan> plans, boolean isAlone)
      throws SQLException {
    List<PublicationWriter.Call> calls =
        plans.stream().map(plan -> plan.call().with(isAlone)).toList();
    PublicationWriter.Published published = publicationWriter.publish(connection, calls);
    boolean isStale =
        published.outcomes().stream().anyMatch(batchResult -> batchResult.orThrow().isEmpty());
    if (isStale) {
      // The lock is held: the settings cannot change again.
      topics.invalidate(calls.get(0).topic());
      calls = plans.stream().map(plan -> publishValidator.call(plan.request(), isAlone)).toList();
      published = publicationWriter.publish(connection, calls);
    }
    for (int i = 0; i < calls.size(); i++) {
      requireAsPromised(calls.get(i), published.outcomes().get(i).orThrow());
    }
    return published;
  }

  private static void requireAsPromised(
      PublicationWriter.Call call, Optional<List<MessageId>> answer) {
    List<MessageId> ids = answer.orElseThrow(() -> changed("The topic is gone"));
    if (ids.stream().allMatch(MessageId::isStored) && !ids.equals(call.ids())) {
      throw changed("Another transaction has used the same idempotency key");
    }
  }

  private void settle(Connection connection, TransactionContext work) throws SQLException {
    List<TransactionContext.Settlement> inOrder =
        work.takeSettlements().stream()
            .sorted(Comparator.comparing(one -> one.queue().subscriptionId()))
            .toList();
    for (TransactionContext.Settlement settlement : inOrder) {
      List<ReceiptOutcome> outcomes = settle(connection, settlement);
      if (!outcomes.stream().allMatch(ReceiptOutcome.DONE::equals)) {
        throw changed("A lease has ended before the transaction");
      }
    }
  }

  private List<ReceiptOutcome> settle(
      Connection connection, TransactionContext.Settlement settlement) throws SQLException {
    QueueId queue = settlement.queue();
    if (settlement.rejection().isEmpty()) {
      return leaseSettlement.acknowledge(connection, queue, settlement.receipts(), clock.instant());
    }
    int maxDeliveries =
        topics
            .find(queue.topicId())
            .orElseThrow(() -> changed("The topic is gone"))
            .settings()
            .maxDeliveries();
    return leaseSettlement.reject(
        connection,
        queue,
        settlement.receipts(),
        settlement.rejection().get(),
        maxDeliveries,
        clock.instant());
  }

  private static TidingsException changed(String what) {
    return new TidingsException(
        ErrorType.CONFLICT, what + ", so the transaction is rolled back. Begin again.");
  }
}

package dev.tidings.broker.transaction;

import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.append.PublishValidator;
import dev.tidings.store.queue.QueueId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operations that a caller's transaction performs when it commits, and what it has received.
 * Used only by the thread of the transaction.
 */
public final class TransactionContext {
  private final List<Plan> plans = new ArrayList<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final Map<QueueId, List<Receipt>> received = new HashMap<>();
  private final Set<Receipt> settled = new HashSet<>();
  private final Map<Long, PublicationWriter.Published> published = new HashMap<>();
  private final Map<QueueId, SettledCount> settledQueues = new HashMap<>();
  private boolean isDone;

  /**
   * Receipts to settle.
   *
   * @param rejection empty to acknowledge them
   */
  public record Settlement(QueueId queue, List<Receipt> receipts, Optional<Rejection> rejection) {}

  /** How many deliveries of a queue it settles. */
  record SettledCount(long acknowledged, long rejected) {
    static SettledCount of(Settlement settlement) {
      long receipts = settlement.receipts().size();
      return settlement.rejection().isEmpty()
          ? new SettledCount(receipts, 0)
          : new SettledCount(0, receipts);
    }

    SettledCount and(SettledCount other) {
      return new SettledCount(acknowledged + other.acknowledged, rejected + other.rejected);
    }
  }

  /** A call, and what it was made of, should the topic change until the commit. */
  record Plan(PublishValidator.Request request, PublicationWriter.Call call) {}

  void add(Plan plan) {
    plans.add(plan);
  }

  void add(Settlement settlement) {
    settlements.add(settlement);
    settled.addAll(settlement.receipts());
    settledQueues.merge(settlement.queue(), SettledCount.of(settlement), SettledCount::and);
  }

  Map<QueueId, SettledCount> settledQueues() {
    return settledQueues;
  }

  /** An earlier call of the transaction with the same idempotency key. */
  public Optional<PublicationWriter.Call> earlier(PublicationWriter.Call call) {
    return plans.stream()
        .map(Plan::call)
        .filter(
            earlier ->
                !call.idempotencyKey().isEmpty()
                    && earlier.publisherId() == call.publisherId()
                    && earlier.idempotencyKey().equals(call.idempotencyKey()))
        .findFirst();
  }

  /** Whether the transaction has settled that delivery before. */
  public boolean isSettled(Receipt receipt) {
    return settled.contains(receipt);
  }

  void received(QueueId queue, List<Receipt> receipts) {
    received.computeIfAbsent(queue, any -> new ArrayList<>()).addAll(receipts);
  }

  Map<QueueId, List<Receipt>> received() {
    return received;
  }

  /** How many messages it publishes to a topic. */
  public int countFor(long topicId) {
    return plans.stream()
        .map(Plan::call)
        .filter(call -> call.topic().id() == topicId)
        .mapToInt(call -> call.publications().size())
        .sum();
  }

  /** What is to be published, which is then no longer pending. */
  List<Plan> takePlans() {
    List<Plan> taken = List.copyOf(plans);
    plans.clear();
    return taken;
  }

  /** What is to be settled, which is then no longer pending. */
  List<Settlement> takeSettlements() {
    List<Settlement> taken = List.copyOf(settlements);
    settlements.clear();
    return taken;
  }

  /**
   * Another callback of the commit may publish after this work was done: then it is done at once.
   */
  boolean isDone() {
    return isDone;
  }

  void done() {
    isDone = true;
  }

  /** What was published to a topic, true once the transaction has committed. */
  void published(long topicId, PublicationWriter.Published some) {
    published.merge(topicId, some, PublicationWriter.Published::and);
  }

  Map<Long, PublicationWriter.Published> published() {
    return published;
  }
}

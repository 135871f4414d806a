package dev.tidings.broker;

import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.dispatch.MessageDelivery;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.QueueAvailability;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts looks, and lets something happen between one and what follows from it. */
final class LateCommit extends MessageDelivery {
  final AtomicInteger looks = new AtomicInteger();
  final List<Integer> sizes = new CopyOnWriteArrayList<>();
  volatile Runnable afterLook = () -> {};
  volatile Runnable beforeHandOut = () -> {};

  @Override
  public Optional<QueueAvailability> look(QueueId queue) {
    Optional<QueueAvailability> availability = super.look(queue);
    Runnable now = afterLook;
    afterLook = () -> {};
    now.run();
    looks.incrementAndGet();
    return availability;
  }

  @Override
  public CompletableFuture<List<List<Message>>> dispatch(
      SubscriptionLookup.Queue queue, List<ReceiveOptions> wishes, Consumer<Leased> whenCommitted) {
    Runnable now = beforeHandOut;
    beforeHandOut = () -> {};
    now.run();
    return super.dispatch(queue, wishes, whenCommitted);
  }

  @Override
  public Map<QueueId, QueueAvailability> look(Collection<QueueId> queues) {
    if (queues.size() > 1) {
      sizes.add(queues.size());
    }
    return super.look(queues);
  }
}

package dev.tidings.broker;

import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.queue.Outlook;
import dev.tidings.queue.QueueId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts looks, and lets something happen between one and what follows from it. */
final class LateCommit extends HandingOut {
  final AtomicInteger looks = new AtomicInteger();
  final List<Integer> sizes = new CopyOnWriteArrayList<>();
  volatile Runnable afterLook = () -> {};
  volatile Runnable beforeHandOut = () -> {};

  @Override
  Optional<Outlook> look(QueueId queue) {
    Optional<Outlook> outlook = super.look(queue);
    Runnable now = afterLook;
    afterLook = () -> {};
    now.run();
    looks.incrementAndGet();
    return outlook;
  }

  @Override
  CompletableFuture<List<List<Message>>> handOut(
      SubscriptionAccess.Queue queue, List<ReceiveOptions> wishes, Consumer<Leased> whenCommitted) {
    Runnable now = beforeHandOut;
    beforeHandOut = () -> {};
    now.run();
    return super.handOut(queue, wishes, whenCommitted);
  }

  @Override
  Map<QueueId, Outlook> look(Collection<QueueId> queues) {
    if (queues.size() > 1) {
      sizes.add(queues.size());
    }
    return super.look(queues);
  }
}

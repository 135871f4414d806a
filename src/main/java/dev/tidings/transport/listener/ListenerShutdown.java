package dev.tidings.transport.listener;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ends listeners: they receive nothing more, return what they have not begun, and finish what they
 * have. What is not finished in time is returned too, so its transaction cannot commit any more.
 */
@ApplicationScoped
class ListenerShutdown {
  private static final Logger LOG = System.getLogger(ListenerShutdown.class.getName());
  private static final Log EVENTS = Log.of(ListenerShutdown.class);

  private static final Rejection NOT_BEGUN =
      Rejection.plain()
          .because("The listener was ended before it got to the message.")
          .after(Duration.ZERO);

  private static final Rejection NOT_FINISHED =
      Rejection.plain()
          .because("The listener was ended before it had finished.")
          .after(Duration.ZERO);

  @Inject private PubSub pubSub;

  /** Returns when all of them have ended, after that time at the latest. */
  void end(List<ListenerConsumer> listeners, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    listeners.forEach(listener -> giveBack(listener.halt(), NOT_BEGUN));
    for (ListenerConsumer listener : listeners) {
      listener.awaitWorkers(Duration.ofNanos(end - System.nanoTime()));
    }
    for (ListenerConsumer listener : listeners) {
      List<Message> unfinished = listener.close();
      if (!unfinished.isEmpty()) {
        EVENTS.log(LogEvent.LISTENER_NOT_FINISHED, listener.plan().name(), longest);
        giveBack(unfinished, NOT_FINISHED);
      }
    }
  }

  private void giveBack(List<Message> messages, Rejection rejection) {
    Map<SubscriptionKey, List<Message>> byKey =
        messages.stream().collect(Collectors.groupingBy(Message::subKey));
    byKey.forEach((key, some) -> giveBack(key, some, rejection));
  }

  private void giveBack(SubscriptionKey key, List<Message> messages, Rejection rejection) {
    try {
      for (int from = 0; from < messages.size(); from += PubSub.MAX_BATCH) {
        int to = Math.min(from + PubSub.MAX_BATCH, messages.size());
        pubSub.reject(key, WorkItem.receipts(messages.subList(from, to)), rejection);
      }
    } catch (TidingsException failure) {
      LOG.log(
          Level.DEBUG, "Messages of a listener come back when their leases have ended", failure);
    }
  }
}

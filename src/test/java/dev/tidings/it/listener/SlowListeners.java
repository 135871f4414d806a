package dev.tidings.it.listener;

import dev.tidings.api.Message;
import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Calls that take longer than a lease: one may, the other may not. */
@ApplicationScoped
class SlowListeners {
  @Inject Journal journal;
  @Inject Parcels parcels;

  @TidingsListener(topic = "/it-listener/slow", name = "slow", createTopic = true)
  void slow(String text, Message message) {
    take("slow", text, message);
  }

  @TidingsListener(
      topic = "/it-listener/overdue",
      name = "overdue",
      timeout = "PT2S",
      createTopic = true)
  void overdue(String text, Message message) {
    take("overdue", text, message);
  }

  private void take(String listener, String text, Message message) {
    parcels.add(text);
    journal.add(listener, text + " " + message.deliveryCount());
    if (message.deliveryCount() == 1) {
      journal.await(listener);
    }
  }
}

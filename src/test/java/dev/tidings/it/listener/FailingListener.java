package dev.tidings.it.listener;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** Does its work, and then fails: always, or the first time. Another object for each call. */
@Dependent
class FailingListener {
  static final String PARCELS = "/demo/orders";

  @Inject Journal journal;
  @Inject Parcels parcels;
  @Inject PubSub pubSub;

  private int calls;

  @TidingsListener(topic = "/it-listener/failing", name = "failing", createTopic = true)
  void pack(String text, Message message) {
    calls++;
    journal.add("failing", text + " " + message.deliveryCount() + " " + calls);
    parcels.add(text);
    pubSub.publish(PARCELS, text);
    if (text.startsWith("always") || message.deliveryCount() == 1) {
      throw new IllegalStateException("No box for " + text);
    }
  }
}

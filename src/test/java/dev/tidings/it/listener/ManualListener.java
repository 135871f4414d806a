package dev.tidings.it.listener;

import dev.tidings.api.PubSub;
import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Settles by hand. */
@ApplicationScoped
class ManualListener {
  @Inject Journal journal;
  @Inject PubSub pubSub;

  @TidingsListener(topic = "/it-listener/manual", name = "manual", createTopic = true)
  void settle(String text, Receipt receipt, SubscriptionKey key) {
    if (text.startsWith("acknowledge")) {
      pubSub.acknowledge(key, List.of(receipt));
    } else if (text.startsWith("reject")) {
      Rejection never = Rejection.plain().because("Nobody wants it").withoutRedelivery();
      pubSub.reject(key, List.of(receipt), never);
    }
    journal.add("manual", text);
  }
}

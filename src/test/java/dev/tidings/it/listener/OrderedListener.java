package dev.tidings.it.listener;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** One call at a time. */
@ApplicationScoped
class OrderedListener {
  @Inject Journal journal;

  @TidingsListener(topic = "/it-listener/ordered", name = "ordered", createTopic = true)
  void take(String text) {
    journal.add("ordered", text);
    if (text.startsWith("wait")) {
      journal.await(text);
    }
  }
}

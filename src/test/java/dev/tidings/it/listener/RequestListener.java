package dev.tidings.it.listener;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** Each call has a request of its own, and so another object. */
@RequestScoped
class RequestListener {
  @Inject Journal journal;

  private int calls;

  @TidingsListener(topic = "/it-listener/request", name = "request", createTopic = true)
  void take(String text) {
    calls++;
    journal.add("request", text + " " + calls);
  }
}

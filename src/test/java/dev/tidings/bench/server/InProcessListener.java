package dev.tidings.bench.server;

import dev.tidings.api.Message;
import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what it gets, and does nothing else. */
@ApplicationScoped
public class InProcessListener {
  static final String TOPIC = "/bench-listener";

  private final AtomicLong received = new AtomicLong();

  @TidingsListener(topic = TOPIC, name = "bench-listener", createTopic = true)
  void receive(List<Message> messages) {
    received.addAndGet(messages.size());
  }

  /** Since the start. */
  long received() {
    return received.get();
  }
}

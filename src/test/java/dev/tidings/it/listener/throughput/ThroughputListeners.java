package dev.tidings.it.listener.throughput;

import dev.tidings.api.Message;
import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Count what they get. */
@ApplicationScoped
public class ThroughputListeners {
  private final AtomicInteger done = new AtomicInteger();

  @TidingsListener(topic = "/throughput/one", name = "one", createTopic = true)
  void one(Message message) {
    done.incrementAndGet();
  }

  @TidingsListener(topic = "/throughput/many", name = "many", createTopic = true)
  void many(List<Message> messages) {
    done.addAndGet(messages.size());
  }

  /** Only its queue is used, by the loop. */
  @TidingsListener(topic = "/throughput/loop", name = "loop", createTopic = true)
  void loop(Message message) {
    done.incrementAndGet();
  }

  public void call(Message message) {
    loop(message);
  }

  public int done() {
    return done.get();
  }
}

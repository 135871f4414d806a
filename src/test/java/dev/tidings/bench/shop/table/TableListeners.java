package dev.tidings.bench.shop.table;

import dev.tidings.bench.shop.Queues;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Threads that ask for the next message as long as the server runs. */
@ApplicationScoped
public class TableListeners {
  private static final long MILLIS_BETWEEN_QUESTIONS = 20;

  @Resource private ManagedThreadFactory threads;
  @Inject private TableReader reader;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    start(Queues.ONE);
    start(Queues.MANY);
  }

  private void start(String queue) {
    for (int i = 0; i < Queues.listeners(queue); i++) {
      threads.newThread(() -> listen(queue)).start();
    }
  }

  private void listen(String queue) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (!reader.packNext(queue)) {
          TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_QUESTIONS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.tidings.websocket;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of all sessions together. They are few, however many sessions there are: when ten
 * thousand clients come back at once, they queue.
 */
@ApplicationScoped
class Threads {
  private static final Logger LOG = System.getLogger(Threads.class.getName());
  private static final int FOR_TURNS = 4;
  private static final int FOR_CALLS = 64;
  private static final long SECONDS_IDLE = 30;
  private static final long SECONDS_TO_END = 3;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory factory;

  private ThreadPoolExecutor turns;
  private ThreadPoolExecutor calls;

  @PostConstruct
  void begin() {
    turns = pool(FOR_TURNS);
    calls = pool(FOR_CALLS);
  }

  private ThreadPoolExecutor pool(int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, SECONDS_IDLE, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Takes nothing more, and waits for what is being done, but not for long. */
  @PreDestroy
  void finish() {
    finish(turns);
    finish(calls);
  }

  private static void finish(ThreadPoolExecutor pool) {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "WebSockets are not done after {0} s", SECONDS_TO_END);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** For what never waits. */
  Executor turns() {
    return turns;
  }

  /** For what asks the contract, and so may wait for the database. */
  Executor calls() {
    return calls;
  }
}

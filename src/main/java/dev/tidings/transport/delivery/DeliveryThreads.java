package dev.tidings.transport.delivery;

import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of all connections together. They are few, however many connections there are: when
 * ten thousand clients come back at once, their tasks queue.
 */
@ApplicationScoped
class DeliveryThreads {
  private static final Log LOG = Log.of(DeliveryThreads.class);
  private static final int SERIAL = 4;
  private static final int FOR_CALLS = 64;
  private static final long SECONDS_IDLE = 30;
  private static final long SECONDS_TO_END = 3;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory factory;

  private ThreadPoolExecutor serial;
  private ThreadPoolExecutor calls;

  @PostConstruct
  void begin() {
    serial = pool(SERIAL);
    calls = pool(FOR_CALLS);
  }

  private ThreadPoolExecutor pool(int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, SECONDS_IDLE, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Takes no more tasks, and waits a little for those that are running. */
  @PreDestroy
  void finish() {
    finish(serial);
    finish(calls);
  }

  private static void finish(ThreadPoolExecutor pool) {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        LOG.log(LogEvent.CONNECTIONS_NOT_DONE, Duration.ofSeconds(SECONDS_TO_END));
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** For tasks that never wait: those of a {@link SerialExecutor}. */
  Executor serial() {
    return serial;
  }

  /** For calls of the contract, which may wait for the database. */
  Executor calls() {
    return calls;
  }
}

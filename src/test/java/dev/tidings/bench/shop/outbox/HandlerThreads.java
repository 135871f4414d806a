package dev.tidings.bench.shop.outbox;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads on which the library calls handlers, as many as there are to be listeners. */
@ApplicationScoped
public class HandlerThreads {
  @Resource private ManagedThreadFactory factory;

  private ThreadPoolExecutor pool;

  @PostConstruct
  void start() {
    pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
  }

  void execute(Runnable task) {
    pool.execute(task);
  }

  /** In this order, as a pool refuses to have more threads than its maximum. */
  void limit(int threads) {
    pool.setCorePoolSize(Math.min(threads, pool.getMaximumPoolSize()));
    pool.setMaximumPoolSize(threads);
    pool.setCorePoolSize(threads);
  }

  @PreDestroy
  void stop() {
    pool.shutdownNow();
  }
}

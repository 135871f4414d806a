package dev.tidings.bench.shop;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that place one order after the other. */
@ApplicationScoped
public class Publishers {
  private final AtomicLong last = new AtomicLong();

  @Resource private ManagedThreadFactory threads;
  @Inject private Orders orders;

  /** Returns how many nanoseconds each transaction took. */
  List<Long> run(String queue, int count, Duration time, String text)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(count, threads);
    long end = System.nanoTime() + time.toNanos();
    Callable<List<Long>> publisher = () -> publish(queue, end, text);
    try {
      List<Long> nanos = new ArrayList<>();
      for (Future<List<Long>> one : pool.invokeAll(Collections.nCopies(count, publisher))) {
        nanos.addAll(one.get());
      }
      return nanos;
    } finally {
      pool.shutdown();
    }
  }

  private List<Long> publish(String queue, long end, String text) {
    List<Long> nanos = new ArrayList<>();
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      orders.place(new Order("%s-%d".formatted(queue, last.incrementAndGet()), queue, text));
      nanos.add(System.nanoTime() - now);
    }
    return nanos;
  }
}

package dev.tidings.bench.server;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads of the server that make one call after the other. */
@ApplicationScoped
public class InProcessThreads {
  @Resource private ManagedThreadFactory factory;

  /**
   * One call.
   *
   * @param messages how many it was good for
   */
  public record Call(int messages, long nanos) {}

  /**
   * Has so many threads call for so long.
   *
   * @param call returns how many messages it was good for
   */
  List<Call> run(int count, long millis, Callable<Integer> call)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(count, factory);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Callable<List<Call>> caller = () -> repeat(call, end);
    try {
      List<Call> all = new ArrayList<>();
      for (Future<List<Call>> one : pool.invokeAll(Collections.nCopies(count, caller))) {
        all.addAll(one.get());
      }
      return all;
    } finally {
      pool.shutdown();
    }
  }

  private static List<Call> repeat(Callable<Integer> call, long end) throws Exception {
    List<Call> all = new ArrayList<>();
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      int messages = call.call();
      all.add(new Call(messages, System.nanoTime() - now));
    }
    return all;
  }
}

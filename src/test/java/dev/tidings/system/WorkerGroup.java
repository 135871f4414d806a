package dev.tidings.system;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several workers at the same time. */
final class WorkerGroup {
  private WorkerGroup() {}

  /** What one of them does. */
  interface Work {
    void run() throws Exception;
  }

  /** Lets all of them run at once and waits for the last; the first failure is thrown. */
  static void runAtOnce(List<Work> work) throws InterruptedException, ExecutionException {
    ExecutorService workers = Executors.newFixedThreadPool(work.size());
    try {
      List<Callable<Boolean>> calls = new ArrayList<>();
      work.forEach(one -> calls.add(() -> isDone(one)));
      for (Future<Boolean> done : workers.invokeAll(calls)) {
        done.get();
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static boolean isDone(Work work) throws Exception {
    work.run();
    return true;
  }
}

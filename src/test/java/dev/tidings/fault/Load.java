package dev.tidings.fault;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** Clients at work, each in a thread of its own, until they are told to stop. */
final class Load implements AutoCloseable {
  private static final long STOP_LIMIT_MINUTES = 3;
  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<? extends Client> workers;
  private final List<Future<?>> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** One client. */
  interface Client {
    /** Does one thing after the other; shortly after the load ends, it returns. */
    void work(Load load) throws InterruptedException;

    /** How many of its calls have succeeded so far. */
    long successes();
  }

  Load(List<? extends Client> workers) {
    this.workers = workers;
    for (Client worker : workers) {
      clients.add(
          threads.submit(
              () -> {
                worker.work(this);
                return true;
              }));
    }
  }

  boolean isOn() {
    return end.getCount() > 0;
  }

  /** Lets some time pass, less when the load ends meanwhile. */
  void pause(Duration time) throws InterruptedException {
    if (!end.await(time.toMillis(), MILLISECONDS)) {
      requireAllAtWork();
    }
  }

  /** Waits until each client has had a success, however long the server needs to recover. */
  void awaitProgress() throws InterruptedException {
    List<Long> before = workers.stream().map(Client::successes).toList();
    long deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
    for (int i = 0; i < workers.size(); i++) {
      while (workers.get(i).successes() <= before.get(i)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("No success within %s".formatted(RECOVERY_LIMIT));
        }
        pause(Duration.ofMillis(20));
      }
    }
  }

  private void requireAllAtWork() throws InterruptedException {
    for (Future<?> client : clients) {
      if (client.isDone()) {
        join(client);
      }
    }
  }

  /** Tells all clients to stop and waits for them; throws what the first that failed threw. */
  void stop() throws InterruptedException {
    end.countDown();
    for (Future<?> client : clients) {
      join(client);
    }
  }

  private static void join(Future<?> client) throws InterruptedException {
    try {
      client.get(STOP_LIMIT_MINUTES, MINUTES);
    } catch (ExecutionException failure) {
      throw new AssertionError("A client failed", failure.getCause());
    } catch (TimeoutException failure) {
      throw new AssertionError("A client does not stop", failure);
    }
  }

  @Override
  public void close() {
    end.countDown();
    threads.shutdownNow();
  }
}

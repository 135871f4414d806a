package dev.tidings.platform.ops;

import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether the database answers. However many ask, one query runs at a time and its answer counts
 * for a second. Nobody waits longer than two seconds for it: then the answer is no.
 */
@ApplicationScoped
public class DatabaseProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private Executor threads;
  private BooleanSupplier query;
  private Duration patience;
  private Duration fresh;
  private CompletableFuture<Boolean> running;
  private CompletableFuture<Boolean> last;
  private long goodUntil;

  /** For the proxies of CDI. */
  protected DatabaseProbe() {}

  @Inject
  public DatabaseProbe(WorkerThreads threads, Database database) {
    this(threads, database::answers, PATIENCE, FRESH);
  }

  DatabaseProbe(Executor threads, BooleanSupplier query, Duration patience, Duration fresh) {
    this.threads = threads;
    this.query = query;
    this.patience = patience;
    this.fresh = fresh;
  }

  /** Whether it does. */
  public boolean answers() {
    return current()
        .copy()
        .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private synchronized CompletableFuture<Boolean> current() {
    if (running != null) {
      return running;
    }
    if (last != null && System.nanoTime() - goodUntil < 0) {
      return last;
    }
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    running = begun;
    threads.execute(() -> ask(begun));
    return begun;
  }

  private void ask(CompletableFuture<Boolean> begun) {
    boolean answers = false;
    try {
      answers = query.getAsBoolean();
    } finally {
      end(begun, answers);
    }
  }

  private void end(CompletableFuture<Boolean> begun, boolean answers) {
    synchronized (this) {
      running = null;
      last = begun;
      goodUntil = System.nanoTime() + fresh.toNanos();
    }
    begun.complete(answers);
  }
}

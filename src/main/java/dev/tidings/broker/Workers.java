package dev.tidings.broker;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** The container's threads, for what no caller's thread may or should do. */
@ApplicationScoped
class Workers implements Executor {
  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private ManagedExecutorService threads;

  /** On another thread; on this one while the server stops and takes nothing any more. */
  @Override
  public void execute(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException stopping) {
      work.run();
    }
  }

  /** Does something outside the caller's transaction, and waits for it. */
  <T> T outsideTransaction(Supplier<T> work) {
    return await(CompletableFuture.supplyAsync(work, this));
  }

  /** The result of a stage, or its failure as if it had been thrown here. */
  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }
}

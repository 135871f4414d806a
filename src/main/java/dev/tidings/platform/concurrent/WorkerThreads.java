package dev.tidings.platform.concurrent;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Threads for work that no caller's thread may or should do. They are not the threads of the
 * container's executor, of which some servers have few: callers that run there and wait for a batch
 * would leave no thread to commit it. As a bean it has its own type only: a host application may
 * have an executor.
 */
@ApplicationScoped
@Typed(WorkerThreads.class)
public class WorkerThreads implements Executor {
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory factory;

  private ExecutorService threads;

  @PostConstruct
  void begin() {
    threads = Executors.newCachedThreadPool(factory);
  }

  @PreDestroy
  void end() {
    threads.shutdown();
  }

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
  public <T> T outsideTransaction(Supplier<T> work) {
    return await(CompletableFuture.supplyAsync(work, this));
  }

  /** Why a stage failed that others may have followed. */
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /** The result of a stage, or its failure as if it had been thrown here. */
  public static <T> T await(CompletionStage<T> stage) {
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

package dev.tidings.security.password;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Hashes passwords on threads of its own, one at a time for each processor. What does not fit into
 * a short queue is refused at once: hashing is slow on purpose, and whoever sends wrong passwords
 * could otherwise keep all processors, and all threads that wait for an answer, from other work.
 */
@ApplicationScoped
public class HashingQueue {
  public static final int PLACES_FOR_EACH_PROCESSOR = 16;
  static final int PLACES_FOR_EACH_STRANGER = 16;
  static final int PLACES_FOR_EACH_TRUSTED = 16;

  /** What has waited longer is refused when its turn comes: its client has mostly given up. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final LongSupplier nanoTime;

  /**
   * For whom something is hashed.
   *
   * @param name who shares the places in the queue
   * @param isTrusted whether a right password was shown before: strangers cannot take those places
   */
  public record Client(String name, boolean isTrusted) {}

  /** What hashes for the server itself, such as the administration. */
  static final Client SERVER = new Client("", true);

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory factory;

  private ExecutorService ownThreads;
  private Executor threads;
  private int mostAtOnce;
  private FairQueue<Runnable> trusted;
  private FairQueue<Runnable> strangers;
  private int busy;
  private boolean isTrustedNext;

  /** For CDI. */
  protected HashingQueue() {
    this.nanoTime = System::nanoTime;
  }

  /** Outside a container. */
  public HashingQueue(Executor threads, int processors) {
    this(threads, processors, System::nanoTime);
  }

  HashingQueue(Executor threads, int processors, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    begin(threads, processors);
  }

  @PostConstruct
  void begin() {
    ownThreads = Executors.newCachedThreadPool(factory);
    begin(ownThreads, Runtime.getRuntime().availableProcessors());
  }

  private void begin(Executor executor, int processors) {
    threads = executor;
    mostAtOnce = Math.max(1, processors);
    int places = mostAtOnce * PLACES_FOR_EACH_PROCESSOR;
    trusted = new FairQueue<>(places, PLACES_FOR_EACH_TRUSTED);
    strangers = new FairQueue<>(places, PLACES_FOR_EACH_STRANGER);
  }

  @PreDestroy
  void end() {
    ownThreads.shutdown();
  }

  /**
   * Does the work soon, or refuses to.
   *
   * @return ends on one of the threads that hash, so nothing that takes long may follow on it; with
   *     {@link ErrorType#TOO_MANY_ATTEMPTS} where there is no place in the queue, or the work has
   *     waited in it for too long
   */
  public <T> CompletableFuture<T> submit(Client client, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    long begin = nanoTime.getAsLong();
    if (!offer(client, () -> complete(result, begin, work))) {
      result.completeExceptionally(tooMany());
    } else if (isThreadFree()) {
      start();
    }
    return result;
  }

  /**
   * The same for who waits for the result.
   *
   * @throws TidingsException {@link ErrorType#TOO_MANY_ATTEMPTS}, or what the work throws
   */
  <T> T call(Client client, Supplier<T> work) {
    return await(submit(client, work));
  }

  /** The result of a stage, or its failure as if it had been thrown here. */
  public static <T> T await(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  /** Why a stage failed that others may have followed. */
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  public static TidingsException tooMany() {
    return TidingsException.retryLater(
        ErrorType.TOO_MANY_ATTEMPTS,
        "More passwords wait to be hashed than this server takes at once; try again in a moment",
        RETRY_AFTER);
  }

  private <T> void complete(CompletableFuture<T> result, long begin, Supplier<T> work) {
    if (nanoTime.getAsLong() - begin > LONGEST_WAIT.toNanos()) {
      result.completeExceptionally(tooMany());
      return;
    }
    try {
      result.complete(work.get());
    } catch (RuntimeException | Error failure) {
      result.completeExceptionally(failure);
    }
  }

  private synchronized boolean offer(Client client, Runnable work) {
    return (client.isTrusted() ? trusted : strangers).offer(client.name(), work);
  }

  private synchronized boolean isThreadFree() {
    boolean isFree = busy < mostAtOnce;
    busy += isFree ? 1 : 0;
    return isFree;
  }

  private void start() {
    try {
      threads.execute(this::work);
    } catch (RejectedExecutionException stopping) {
      work();
    }
  }

  private void work() {
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  /** The two queues take turns; with nothing in either, the thread is free. */
  private synchronized Optional<Runnable> next() {
    isTrustedNext = !isTrustedNext;
    FairQueue<Runnable> first = isTrustedNext ? trusted : strangers;
    FairQueue<Runnable> second = isTrustedNext ? strangers : trusted;
    Optional<Runnable> next = first.poll().or(second::poll);
    busy -= next.isPresent() ? 0 : 1;
    return next;
  }
}

package dev.tidings.bench.server;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What the threads of one run have in common. */
public final class Business {
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private volatile boolean isOpen = true;

  boolean isOpen() {
    return isOpen;
  }

  void close() {
    isOpen = false;
  }

  void committed() {
    commits.incrementAndGet();
  }

  /** One failure is enough to end all threads. */
  void failed(RuntimeException reason) {
    failure.compareAndSet(null, reason);
    close();
  }

  int commits() {
    return commits.get();
  }

  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }
}

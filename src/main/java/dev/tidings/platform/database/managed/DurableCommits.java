package dev.tidings.platform.database.managed;

import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.database.engine.GroupFlush;
import dev.tidings.platform.database.engine.StorageFailure;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Commits that are as durable as the application's database makes them, when they return. There is
 * nothing to wait for afterwards.
 */
final class DurableCommits implements DurabilityBarrier {
  @Override
  public Supplier<GroupFlush.Flush> begin(Durability durability) {
    return () -> () -> {};
  }

  @Override
  public void awaitShared(Durability durability) {}

  @Override
  public void requireIntact() {}

  @Override
  public void requireOpen() {}

  @Override
  public Optional<StorageFailure> trouble() {
    return Optional.empty();
  }

  @Override
  public void requireFlushed() {}

  @Override
  public void close() {}
}

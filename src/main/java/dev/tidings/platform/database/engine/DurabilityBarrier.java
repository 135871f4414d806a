package dev.tidings.platform.database.engine;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes committed transactions durable. The commits of Tidings' own transactions do not wait for
 * the disk themselves, so that commits of the same time share one flush.
 *
 * <p>As long as a barrier says nothing else, its database confirms JTA commits when they are
 * durable, and recovers from a failed flush by itself.
 */
public interface DurabilityBarrier extends AutoCloseable {

  /**
   * For a transaction of Tidings' own that begins now, and that is to be as durable as that.
   *
   * @return gives, as soon as it has committed, the flush that serves it
   * @throws SQLException when there is no way to the database
   */
  Supplier<GroupFlush.Flush> begin(Durability durability) throws SQLException;

  /** The same for a JTA transaction that has committed by now: returns when it is durable. */
  default void awaitShared(Durability durability) {}

  /** Throws when nothing can be made durable any more. For those who have not begun anything. */
  default void requireIntact() {}

  /** Throws when nothing can even be read. */
  default void requireOpen() {}

  /** Why nothing can be made durable any more; empty as long as it can. */
  default Optional<StorageFailure> trouble() {
    return Optional.empty();
  }

  /** The same for those who have committed, but do not know whether that is on disk. */
  default void requireFlushed() {}

  @Override
  void close() throws SQLException;
}

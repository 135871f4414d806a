package dev.tidings.platform.database.h2;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.database.engine.FlushTimes;
import dev.tidings.platform.database.engine.GroupFlush;
import dev.tidings.platform.database.engine.StorageFailure;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes commits durable where a commit alone changes only memory: commits of the same time are
 * written, and forced to disk, together.
 *
 * <p>After a failed flush it is unknown what is on disk, so this object confirms nothing any more.
 * A new one does, once the database has been reopened and its real content has been read.
 */
public final class H2Flusher implements DurabilityBarrier {
  private static final Logger LOG = System.getLogger(H2Flusher.class.getName());
  private static final Log EVENTS = Log.of(H2Flusher.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final GroupFlush write;
  private final GroupFlush force;
  private final Store store;
  private final Function<Throwable, StorageFailure> diagnose;

  private volatile StorageFailure trouble;
  private volatile boolean isEnded;

  /** What the database keeps its tables in. */
  interface Store {
    boolean isOpen();

    /** Null for a reason unknown. */
    Throwable whyClosed();

    /** Closes it; without another write if it has failed. */
    void end(boolean hasFailed) throws SQLException;
  }

  /** One that nothing happens to. */
  private static final class Sound implements Store {
    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public Throwable whyClosed() {
      return null;
    }

    @Override
    public void end(boolean hasFailed) {}
  }

  /**
   * A checkpoint of two strengths.
   *
   * @param write puts what was committed into the file
   * @param force does so, and puts the file on disk
   */
  H2Flusher(GroupFlush.Flush write, GroupFlush.Flush force) {
    this(
        write,
        force,
        new Sound(),
        failure -> new StorageFailure("The database cannot write to disk.", true));
  }

  private H2Flusher(
      GroupFlush.Flush write,
      GroupFlush.Flush force,
      Store store,
      Function<Throwable, StorageFailure> diagnose) {
    this.write = new GroupFlush(write, this::note);
    this.force = new GroupFlush(FlushTimes.measured(force), this::note);
    this.store = store;
    this.diagnose = diagnose;
  }

  /**
   * One through a connection that nobody else uses, and that keeps the database open.
   *
   * @param writing is held while it writes, not while it waits for the disk
   * @param diagnose says what a failure means
   */
  static H2Flusher through(
      H2Connection connection, Lock writing, Function<Throwable, StorageFailure> diagnose) {
    GroupFlush.Flush write = () -> write(connection, writing);
    return new H2Flusher(
        write,
        () -> {
          write.run();
          connection.store().sync();
        },
        connection,
        diagnose);
  }

  private static void write(Connection connection, Lock writing) throws SQLException {
    writing.lock();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Supplier<GroupFlush.Flush> begin(Durability durability) {
    GroupFlush flush = flush(durability);
    return () -> {
      long needed = flush.next();
      return () -> await(flush, needed);
    };
  }

  @Override
  public void awaitShared(Durability durability) {
    GroupFlush flush = flush(durability);
    await(flush, flush.next());
  }

  private GroupFlush flush(Durability durability) {
    return durability == Durability.GUARANTEED ? force : write;
  }

  private void await(GroupFlush flush, long needed) {
    if (isBroken() || !flush.await(needed)) {
      throw outcomeUnknown();
    }
  }

  /** When an earlier flush has failed. */
  @Override
  public void requireIntact() {
    Optional<StorageFailure> found = trouble();
    if (found.isPresent()) {
      throw TidingsException.retryLater(
          ErrorType.UNAVAILABLE,
          found.get().sentence() + " Until then nothing is stored.",
          RETRY_AFTER);
    }
  }

  @Override
  public void requireFlushed() {
    if (isBroken()) {
      throw outcomeUnknown();
    }
  }

  @Override
  public void requireOpen() {
    if (!store.isOpen()) {
      requireIntact();
    }
  }

  @Override
  public Optional<StorageFailure> trouble() {
    if (trouble == null && !store.isOpen()) {
      note(store.whyClosed());
    }
    return Optional.ofNullable(trouble);
  }

  @Override
  public void close() throws SQLException {
    isEnded = true;
    store.end(trouble != null);
  }

  private boolean isBroken() {
    return write.isBroken() || force.isBroken();
  }

  private TidingsException outcomeUnknown() {
    StorageFailure known = trouble;
    return new TidingsException(
        ErrorType.OUTCOME_UNKNOWN,
        "The database could not write to disk, so this may be stored or not; find out when it can. "
            + (known == null ? "" : known.sentence()));
  }

  private synchronized void note(Throwable failure) {
    if (trouble == null) {
      trouble = diagnose.apply(failure);
      if (!isEnded) {
        EVENTS.log(LogEvent.DATABASE_FAILED, trouble.sentence());
        LOG.log(Level.DEBUG, "The database has failed", failure);
      }
    }
  }
}

package dev.tidings.config;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
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
final class Checkpoint implements Flushes {
  private static final Logger LOG = System.getLogger(Checkpoint.class.getName());
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final SharedFlush write;
  private final SharedFlush force;
  private final Store store;
  private final Function<Throwable, DiskTrouble> diagnose;

  private volatile DiskTrouble trouble;
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
  Checkpoint(SharedFlush.Flush write, SharedFlush.Flush force) {
    this(
        write,
        force,
        new Sound(),
        failure -> new DiskTrouble("The database cannot write to disk.", true));
  }

  private Checkpoint(
      SharedFlush.Flush write,
      SharedFlush.Flush force,
      Store store,
      Function<Throwable, DiskTrouble> diagnose) {
    this.write = new SharedFlush(write, this::note);
    this.force = new SharedFlush(force, this::note);
    this.store = store;
    this.diagnose = diagnose;
  }

  /**
   * One through a connection that nobody else uses, and that keeps the database open.
   *
   * @param writing is held while it writes, not while it waits for the disk
   * @param diagnose says what a failure means
   */
  static Checkpoint through(
      EmbeddedConnection connection, Lock writing, Function<Throwable, DiskTrouble> diagnose) {
    SharedFlush.Flush write = () -> write(connection, writing);
    return new Checkpoint(
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
  public Supplier<SharedFlush.Flush> begin(Durability durability) {
    SharedFlush flush = flush(durability);
    return () -> {
      long needed = flush.next();
      return () -> await(flush, needed);
    };
  }

  @Override
  public void awaitShared(Durability durability) {
    SharedFlush flush = flush(durability);
    await(flush, flush.next());
  }

  private SharedFlush flush(Durability durability) {
    return durability == Durability.GUARANTEED ? force : write;
  }

  private void await(SharedFlush flush, long needed) {
    if (isBroken() || !flush.await(needed)) {
      throw outcomeUnknown();
    }
  }

  /** When an earlier flush has failed. */
  @Override
  public void requireIntact() {
    Optional<DiskTrouble> found = trouble();
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
  public Optional<DiskTrouble> trouble() {
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
    DiskTrouble known = trouble;
    return new TidingsException(
        ErrorType.OUTCOME_UNKNOWN,
        "The database could not write to disk, so this may be stored or not; find out when it can. "
            + (known == null ? "" : known.sentence()));
  }

  private synchronized void note(Throwable failure) {
    if (trouble == null) {
      trouble = diagnose.apply(failure);
      if (!isEnded) {
        LOG.log(Level.ERROR, "Nothing is stored from now on. {0}", trouble.sentence());
        LOG.log(Level.DEBUG, "The database has failed", failure);
      }
    }
  }
}

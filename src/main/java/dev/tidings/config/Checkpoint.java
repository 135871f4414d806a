package dev.tidings.config;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/**
 * Makes commits as durable as they promise where a commit alone only changes memory: those that
 * come at the same time are written, and forced to disk, together.
 *
 * <p>After a flush that failed nobody knows what is on disk, so no promise is made any more until
 * the application starts anew and reads what really is there.
 */
final class Checkpoint implements Flushes {
  private static final Logger LOG = System.getLogger(Checkpoint.class.getName());

  private final SharedFlush write;
  private final SharedFlush force;
  private final SharedFlush.Flush end;

  /**
   * A checkpoint of two strengths.
   *
   * @param write puts what was committed into the file
   * @param force does so, and puts the file on disk
   */
  Checkpoint(SharedFlush.Flush write, SharedFlush.Flush force) {
    this(write, force, () -> {});
  }

  private Checkpoint(SharedFlush.Flush write, SharedFlush.Flush force, SharedFlush.Flush end) {
    this.write = new SharedFlush(write, Checkpoint::report);
    this.force = new SharedFlush(force, Checkpoint::report);
    this.end = end;
  }

  /**
   * One through a connection that nobody else uses, and that keeps the database open.
   *
   * @param writing is held while it writes, not while it waits for the disk
   */
  static Checkpoint through(EmbeddedConnection connection, Lock writing) {
    SharedFlush.Flush write = () -> write(connection, writing);
    return new Checkpoint(
        write,
        () -> {
          write.run();
          connection.store().sync();
        },
        connection::close);
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
    if (isBroken()) {
      throw new TidingsException(
          ErrorType.UNAVAILABLE,
          "The database could not write to disk, so nothing is stored until Tidings is restarted");
    }
  }

  @Override
  public void requireFlushed() {
    if (isBroken()) {
      throw outcomeUnknown();
    }
  }

  @Override
  public void close() throws SQLException {
    end.run();
  }

  private boolean isBroken() {
    return write.isBroken() || force.isBroken();
  }

  private static TidingsException outcomeUnknown() {
    return new TidingsException(
        ErrorType.OUTCOME_UNKNOWN,
        "The database could not write to disk, so this may be stored or not; find out when"
            + " Tidings was restarted");
  }

  private static void report(Exception failure) {
    LOG.log(
        Level.ERROR,
        "The database cannot write to disk; nothing is stored from now on. Look at the disk, then"
            + " restart Tidings.",
        failure);
  }
}

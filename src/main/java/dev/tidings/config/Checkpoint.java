package dev.tidings.config;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes commits as durable as they promise where a commit alone only changes memory: those that
 * come at the same time are written, and forced to disk, together.
 *
 * <p>After a flush that failed nobody knows what is on disk, so no promise is made any more until
 * the application starts anew and reads what really is there.
 */
final class Checkpoint {
  private static final Logger LOG = System.getLogger(Checkpoint.class.getName());

  private final SharedFlush write;
  private final SharedFlush force;

  /**
   * A checkpoint of two strengths.
   *
   * @param write puts what was committed into the file
   * @param force does so, and puts the file on disk
   */
  Checkpoint(SharedFlush.Flush write, SharedFlush.Flush force) {
    this.write = new SharedFlush(write, Checkpoint::report);
    this.force = new SharedFlush(force, Checkpoint::report);
  }

  /** One through a connection that nobody else uses. */
  static Checkpoint through(Connection connection) {
    return new Checkpoint(
        () -> execute(connection, "CHECKPOINT"), () -> execute(connection, "CHECKPOINT SYNC"));
  }

  private static void execute(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /**
   * Returns once everything that the caller has committed is as durable as that.
   *
   * @throws TidingsException {@link ErrorType#OUTCOME_UNKNOWN} when it may not be
   */
  void await(Durability durability) {
    flush(durability).run();
  }

  /**
   * Does the same later, for what is committed by now, which whoever flushes meanwhile flushes too.
   */
  Runnable flush(Durability durability) {
    SharedFlush flush = durability == Durability.GUARANTEED ? force : write;
    long needed = flush.next();
    return () -> {
      if (isBroken() || !flush.await(needed)) {
        throw outcomeUnknown();
      }
    };
  }

  /** Throws when an earlier flush failed. For those who have not begun anything yet. */
  void requireIntact() {
    if (isBroken()) {
      throw new TidingsException(
          ErrorType.UNAVAILABLE,
          "The database could not write to disk, so nothing is stored until Tidings is restarted");
    }
  }

  /** The same for those who have committed, but do not know whether that is on disk. */
  void requireFlushed() {
    if (isBroken()) {
      throw outcomeUnknown();
    }
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

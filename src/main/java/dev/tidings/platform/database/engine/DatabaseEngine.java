package dev.tidings.platform.database.engine;

import dev.tidings.api.DatabaseBackup;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.settings.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A kind of database: how to connect to it, and how to make commits durable. What has a default is
 * for a database inside this process only: a server recovers by itself, and what others write to it
 * is none of our concern.
 */
public interface DatabaseEngine {

  /** What it is and where, for people to read; without credentials. */
  String description();

  /** Gets ready whatever has to be there before the first connection. */
  default void prepare() {}

  /** Has what a start writes stay in memory, so that nothing is changed if it fails. */
  default void holdWrites() {}

  /** What is there is sound, so what was held back may be written. */
  default void releaseWrites() throws SQLException {}

  /** Closes the only connection and the database with it, and forgets what was held back. */
  void giveUp(Connection only);

  /**
   * Where transactions take their connections from.
   *
   * @param ofTidings the container's pool of connections that {@link #connectForPool} makes
   */
  default DataSource pool(DataSource ofTidings) {
    return ofTidings;
  }

  /** How many connections of the pool transactions of Tidings' own may use at once. */
  int ownConnections();

  /** Whether the pool belongs to the application, whose transactions use the same connections. */
  default boolean isManaged() {
    return false;
  }

  /** A new connection, in no pool. */
  Connection connect() throws SQLException;

  /**
   * Mends what a crash has left and the database does not mend by itself.
   *
   * @param first the only connection that there is
   */
  default void mend(Connection first) throws SQLException {}

  /** A new connection for a pool that keeps it, whatever happens to the database meanwhile. */
  Connection connectForPool() throws SQLException;

  /** A new connection, in no pool, whose statements may take as long as they need. */
  Connection connectForMigration() throws SQLException;

  /** Where scripts of the schema are that only this database takes, for Flyway. */
  List<String> scriptsOfItsOwn();

  /** Lets the statements of this transaction take up to half an hour each. */
  void allowLongWork(Connection connection) throws SQLException;

  /** Whether the database itself is not what it should be. */
  default boolean isDamage(SQLException failure) {
    return false;
  }

  /** Why there is no connection and what to do, as the second half of a sentence. */
  String explain(SQLException failure);

  /** Throws a {@link StartFailure} unless this is a database that Tidings is tested with. */
  void requireSupported(Connection connection) throws SQLException;

  /**
   * The query for the time of the database's clock, outside any transaction; empty if the database
   * has the clock of this process.
   */
  Optional<String> clockQuery();

  /** Begins a transaction of Tidings' own on a connection of the pool; gives what it works on. */
  Connection begin(Connection pooled) throws SQLException;

  /** Commits what {@link #begin} began, which is not on disk before a flush. */
  void commit(Connection own) throws SQLException;

  /** The flushes, through a connection that nobody else uses. */
  DurabilityBarrier flushes(Connection connection) throws SQLException;

  /**
   * Opens a database again that had to be closed, and mends it.
   *
   * @param broken what it was used with, and is closed by this
   * @return what it is used with from now on
   */
  default DurabilityBarrier reopen(DurabilityBarrier broken) throws SQLException {
    return broken;
  }

  /** Whether it makes sense to {@link #reopen} at this moment. */
  default boolean mayReopen() {
    return false;
  }

  /** Begins a backup of all that was committed, while the database goes on. */
  default DatabaseBackup backup() throws SQLException {
    throw new TidingsException(
        ErrorType.CONFLICT,
        "Backups over HTTP are for the embedded H2. This is the %s: back it up with the tools of its own, PostgreSQL with pg_dump or pg_basebackup."
            .formatted(description()));
  }

  /**
   * Gives a little of the space that nobody needs any more back to the disk.
   *
   * @return whether there may be more to give back at once
   */
  default boolean compact() throws SQLException {
    return false;
  }

  /** Whether other nodes may use the same database. */
  boolean isShared();
}

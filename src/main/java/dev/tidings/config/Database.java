package dev.tidings.config;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Runs statements in transactions. Every failure comes out as a {@link
 * dev.tidings.api.TidingsException}: unavailable when the database cannot be reached or asks to try
 * again, an internal error otherwise.
 */
@ApplicationScoped
public class Database {
  /** Where the container keeps the pool. */
  static final String JNDI_NAME = "java:app/jdbc/tidings";

  @Resource(lookup = JNDI_NAME)
  private DataSource pool;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry registry;

  private SharedTransaction shared;

  @PostConstruct
  void openDatabase() {
    shared = new SharedTransaction(registry);
    OpenDatabase.get();
  }

  /**
   * Does the work in the JTA transaction of the calling thread, which is rolled back in the end if
   * the work fails; without one, in a transaction of its own, which is committed, and durable as
   * asked, when this returns.
   *
   * <p>A JTA transaction is at least as durable as the most demanding part of it.
   */
  public <T> T inTransaction(Durability durability, SqlWork<T> work) {
    OpenDatabase database = OpenDatabase.get();
    database.checkpoint().requireIntact();
    if (shared.isActive()) {
      shared.promise(durability, database);
      return joined(work);
    }
    T result =
        withConnection(
            connection -> new OwnTransaction(connection, database.engine()).run(durability, work));
    if (durability == Durability.GUARANTEED && database.engine().needsCheckpoint()) {
      database.checkpoint().await();
    }
    return result;
  }

  /**
   * Makes the JTA transaction of the calling thread as durable as asked, before there is anything
   * to commit.
   */
  public void promise(Durability durability) {
    shared.promise(durability, OpenDatabase.get());
  }

  /**
   * Does work that changes nothing: in the JTA transaction of the calling thread, else each
   * statement by itself.
   */
  public <T> T read(SqlWork<T> work) {
    return shared.isActive() ? joined(work) : withConnection(work);
  }

  /**
   * Makes sure that what was committed until now is on disk. For whoever called a bean that had a
   * JTA transaction: when the flush after its commit fails, the server does not say so.
   *
   * @throws dev.tidings.api.TidingsException when it may not be
   */
  public void requireIntact() {
    OpenDatabase.get().checkpoint().requireIntact();
  }

  /** Which database this is and where, for people to read. */
  public String description() {
    return OpenDatabase.get().description();
  }

  /** The version of the schema. */
  public String schemaVersion() {
    return OpenDatabase.get().schemaVersion();
  }

  /**
   * Whether the calling thread has a JTA transaction, which may hold more than what is done here.
   */
  public boolean isInTransaction() {
    return shared.isActive();
  }

  private <T> T joined(SqlWork<T> work) {
    boolean succeeded = false;
    try {
      T result = withConnection(work);
      succeeded = true;
      return result;
    } finally {
      if (!succeeded) {
        shared.rollBackInTheEnd();
      }
    }
  }

  private <T> T withConnection(SqlWork<T> work) {
    try (Connection connection = connect()) {
      return work.run(connection);
    } catch (SQLException failure) {
      throw SqlFailure.of(failure);
    }
  }

  private Connection connect() {
    try {
      return pool.getConnection();
    } catch (SQLException failure) {
      throw SqlFailure.noConnection(failure);
    }
  }
}

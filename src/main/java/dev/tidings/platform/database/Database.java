package dev.tidings.platform.database;

import dev.tidings.api.DatabaseBackup;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.container.EnlistedResources;
import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.SqlErrors;
import dev.tidings.platform.database.jdbc.SqlWork;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Runs statements in transactions. Every failure is reported as a {@link TidingsException}:
 * unavailable if the database cannot be reached or requests a retry, unknown if a commit may or may
 * not have been done, an internal error otherwise.
 */
@ApplicationScoped
public class Database {
  /** Where the container keeps the pool. */
  static final String JNDI_NAME = "java:app/jdbc/tidings";

  private static final String PROBE = "SELECT 1";

  @Resource(lookup = JNDI_NAME)
  private DataSource pool;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry registry;

  private Supplier<OpenDatabase> open = OpenDatabase::get;
  private ConnectionLimiter connectionLimiter;
  private JtaTransaction shared;
  private EnlistedResources enlistedResources;

  /** For CDI. */
  public Database() {}

  /** Outside a container. */
  public Database(
      DataSource pool, TransactionSynchronizationRegistry registry, OpenDatabase database) {
    this.pool = pool;
    this.registry = registry;
    this.open = () -> database;
    begin(database.engine());
  }

  @PostConstruct
  void openDatabase() {
    begin(OpenDatabase.get().engine());
  }

  private void begin(DatabaseEngine databaseEngine) {
    connectionLimiter = ConnectionLimiter.of(databaseEngine, pool);
    shared = new JtaTransaction(registry);
    enlistedResources = new EnlistedResources();
  }

  /**
   * Does the work in the JTA transaction of the calling thread, which is rolled back in the end if
   * the work fails; without one, in a transaction of its own, which is committed, and durable as
   * asked, when this returns.
   *
   * <p>In a transaction of its own the work is done again, from its beginning, when the database
   * rolled it back for the sake of others or the connection broke before the commit: up to five
   * times, and not once five seconds are over. So before it is committed it must have no effect
   * outside this transaction, and begin each time with what it needs, such as counters, as new.
   *
   * <p>A JTA transaction is at least as durable as the most demanding part of it, and nothing in it
   * is done again.
   *
   * @throws TidingsException {@link ErrorType#OUTCOME_UNKNOWN} when the connection broke during the
   *     commit, or on H2 the disk failed after it
   */
  public <T> T inTransaction(Durability durability, SqlWork<T> work) {
    if (shared.isActive()) {
      OpenDatabase database = open.get();
      database.flushes().requireIntact();
      shared.promise(durability, database.flushes());
      shared.noteWork();
      return joined(work);
    }
    return commit(durability, work).awaitDurable();
  }

  /**
   * Does the work in a transaction of its own as {@link #inTransaction} does, and returns when it
   * is committed. The calling thread has no JTA transaction.
   */
  public <T> CommitResult<T> commit(Durability durability, SqlWork<T> work) {
    return commit(durability, work, Optional.empty());
  }

  /**
   * The same, for work of which can be found out whether it was committed: when that is unknown,
   * {@code resolve} is run on another connection, in a transaction of its own, for up to ten
   * seconds until it succeeds. What it finds is the result; if it finds nothing, the work is done
   * again. It must wait for whoever still commits, which it does by locking what the work locked.
   *
   * @throws TidingsException {@link ErrorType#OUTCOME_UNKNOWN} when that could not be found out
   *     either
   */
  public <T> CommitResult<T> commit(
      Durability durability, SqlWork<T> work, SqlWork<Optional<T>> resolve) {
    return commit(durability, work, Optional.of(resolve));
  }

  private <T> CommitResult<T> commit(
      Durability durability, SqlWork<T> work, Optional<SqlWork<Optional<T>>> resolve) {
    OpenDatabase database = open.get();
    database.flushes().requireIntact();
    return new RetryingTransaction<>(connectionLimiter, database, durability, work, resolve).run();
  }

  /**
   * Makes the JTA transaction of the calling thread as durable as asked, before there is anything
   * to commit.
   */
  public void promise(Durability durability) {
    shared.promise(durability, open.get().flushes());
  }

  /**
   * Does work that changes nothing, again where that may help: in the JTA transaction of the
   * calling thread, else each statement by itself.
   */
  public <T> T read(SqlWork<T> work) {
    open.get().flushes().requireOpen();
    if (shared.isActive()) {
      return joined(work);
    }
    RetryPolicy retryPolicy = new RetryPolicy();
    while (true) {
      try {
        return connectionLimiter.with(work);
      } catch (SQLException failure) {
        retryPolicy.another(failure);
      }
    }
  }

  /**
   * Lets the statements of the connection's transaction take up to half an hour each, for what
   * deletes or counts without a limit. To be called once the transaction has begun, before they
   * run.
   */
  public void allowLongWork(Connection connection) throws SQLException {
    open.get().engine().allowLongWork(connection);
  }

  /**
   * Calls a bean that has a JTA transaction, and makes sure that what it has committed is on disk:
   * when the flush after its commit fails, the server does not say so. Those flushes count that
   * were there when the call began: after a failure the database is opened again with others, which
   * know nothing of the commits before.
   *
   * @throws TidingsException {@link ErrorType#OUTCOME_UNKNOWN} when it may not be on disk
   */
  public <T> T durably(Supplier<T> call) {
    DurabilityBarrier durabilityBarrier = open.get().flushes();
    T result = call.get();
    durabilityBarrier.requireFlushed();
    return result;
  }

  /**
   * Whether callers' transactions use the same connection as what is done here, so that to look at
   * something within them takes no second one.
   */
  public boolean isManaged() {
    return open.get().engine().isManaged();
  }

  /** Where its connections come from, for what takes them by itself. */
  public DataSource dataSource() {
    return open.get().engine().pool(pool);
  }

  /**
   * Looks at what the JTA transaction of the calling thread has. A pool of Tidings' own commits
   * alone or not at all; what joins the transaction later is refused at the commit.
   *
   * @throws TidingsException {@link ErrorType#SECOND_RESOURCE} if there is another resource
   */
  public void requireOnlyResource() {
    if (!isManaged() && enlistedResources.names().anyMatch(name -> !name.contains(JNDI_NAME))) {
      throw SecondResource.refused(null);
    }
  }

  /**
   * Begins a backup of all that was committed before this call, while the database goes on.
   *
   * @throws TidingsException {@link ErrorType#CONFLICT} if there is one already, or the database
   *     has tools of its own for this
   */
  public DatabaseBackup backup() {
    return ofEngine(DatabaseEngine::backup);
  }

  /**
   * Gives a little of the space that nobody needs any more back to the disk, where the database
   * does not do that by itself.
   *
   * @return whether there may be more to give back at once
   */
  public boolean compact() {
    return ofEngine(DatabaseEngine::compact);
  }

  /** What only some kinds of databases do. */
  @FunctionalInterface
  private interface EngineCall<T> {
    T on(DatabaseEngine engine) throws SQLException;
  }

  private <T> T ofEngine(EngineCall<T> call) {
    open.get().flushes().requireIntact();
    try {
      return call.on(open.get().engine());
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  /** Whether it answers a query now; may take as long as any other. */
  public boolean answers() {
    try {
      return read(connection -> JdbcRunner.exists(connection, PROBE, JdbcRunner.NO_PARAMETERS));
    } catch (TidingsException unavailable) {
      return false;
    }
  }

  /** How many connections work of Tidings' own uses at the moment. */
  public long connectionsUsed() {
    return connectionLimiter.used();
  }

  /** How many it may use at once. */
  public long connectionsMax() {
    return connectionLimiter.most();
  }

  /** Whether other nodes may change it while this one runs. */
  public boolean isShared() {
    return open.get().engine().isShared();
  }

  /** Which database this is and where, for people to read. */
  public String description() {
    return open.get().description();
  }

  /** The version of the schema. */
  public String schemaVersion() {
    return open.get().schemaVersion();
  }

  /**
   * Whether the calling thread has a JTA transaction, which may hold more than what is done here.
   */
  public boolean isInTransaction() {
    return shared.isActive();
  }

  /** Whether the JTA transaction of the calling thread has done any work in the database here. */
  public boolean hasWork() {
    return shared.hasWork();
  }

  private <T> T joined(SqlWork<T> work) {
    boolean succeeded = false;
    try {
      T result = connectionLimiter.joined(shared, work);
      succeeded = true;
      return result;
    } catch (SQLException failure) {
      OutageLog.mention(failure);
      throw SqlErrors.of(failure);
    } finally {
      if (!succeeded) {
        shared.rollBackInTheEnd();
      }
    }
  }
}

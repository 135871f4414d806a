package dev.tidings.broker;

import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.database.CommitResult;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.GroupFlush;
import dev.tidings.platform.database.jdbc.ConnectionDelegate;
import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.platform.database.jdbc.DeferringConnection;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.SqlWork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Transactions on a database of tests that count what they ask of it, and who asks. */
final class CountingTransactions extends OwnTransactions {
  private static final Set<String> EXECUTING =
      Set.of("execute", "executeQuery", "executeUpdate", "executeBatch");

  /** As PostgreSqlEngine ends a transaction, apart from its durability. */
  private static final DeferredUpdate COMMIT =
      new DeferredUpdate("COMMIT", JdbcRunner.NO_PARAMETERS);

  private final GroupFlush flush =
      new GroupFlush(
          () -> counts().flushed(),
          failure -> {
            throw new IllegalStateException(failure);
          });
  private volatile Counts counts = new Counts();

  /** What was counted since a beginning. */
  static final class Counts {
    final List<String> statements = new CopyOnWriteArrayList<>();
    final AtomicInteger transactions = new AtomicInteger();
    final AtomicInteger flushes = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Thread caller = Thread.currentThread();

    private void seenHere() {
      threads.add(Thread.currentThread());
    }

    private void executed(String sql) {
      seenHere();
      statements.add(sql);
    }

    private void flushed() {
      seenHere();
      flushes.incrementAndGet();
    }

    private void committed() {
      seenHere();
      transactions.incrementAndGet();
    }

    /** How many threads other than the caller's took part. */
    long others() {
      return threads.stream().filter(thread -> thread != caller).count();
    }
  }

  CountingTransactions(TestDatabase database) {
    super(database);
  }

  /** Begins to count anew, what the calling thread asks for. */
  Counts begin() {
    counts = new Counts();
    return counts;
  }

  private Counts counts() {
    return counts;
  }

  @Override
  public <T> CommitResult<T> commit(Durability durability, SqlWork<T> work) {
    T result = super.inTransaction(durability, work);
    counts.committed();
    if (durability != Durability.GUARANTEED) {
      return CommitResult.durable(result);
    }
    long needed = flush.next();
    return new CommitResult<>(
        result,
        () -> {
          flush.await(needed);
          return result;
        });
  }

  @Override
  public <T> T inTransaction(Durability durability, SqlWork<T> work) {
    return commit(durability, work).awaitDurable();
  }

  @Override
  protected void end(Connection connection) throws SQLException {
    if (connection instanceof DeferringConnection.Deferring own) {
      own.behind().commit(List.of(COMMIT));
      own.commit();
    } else {
      counts.executed("COMMIT");
      connection.commit();
    }
  }

  @Override
  protected Connection connect(TestDatabase source) throws SQLException {
    Connection connection = super.connect(source);
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object result = ConnectionDelegate.call(connection, method, arguments);
              return result instanceof PreparedStatement statement
                  ? counted(statement, (String) arguments[0])
                  : result;
            });
  }

  private PreparedStatement counted(PreparedStatement statement, String sql) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              if (EXECUTING.contains(method.getName())) {
                counts.executed(sql);
              }
              try {
                return method.invoke(statement, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}

package dev.tidings.platform.database.h2;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Lock;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A connection to the embedded database whose commits are excluded while a checkpoint writes.
 *
 * <p>H2 writes the state of one table after the other, and the undo logs of open transactions at
 * some point in between. A transaction that changes tables on both sides of that point, and then
 * ends, would be in the file by half, and would stay so if the process is killed before the next
 * checkpoint.
 */
final class H2Connection extends JdbcConnection implements H2Flusher.Store {
  private final Lock commits;
  private final MVStore store;

  /**
   * Connects.
   *
   * @param commits is held during a commit, by any number of connections at once, and by nobody
   *     while a checkpoint writes
   */
  H2Connection(String url, String user, String password, Lock commits) throws SQLException {
    super(url, null, user, password, false);
    this.commits = commits;
    this.store = H2Internals.store(this).getMvStore();
  }

  private SessionLocal local() {
    return (SessionLocal) getSession();
  }

  MVStore store() {
    return store;
  }

  /** H2 closes what it could not write; then nothing can be done with this connection any more. */
  @Override
  public boolean isOpen() {
    return store.getPanicException() == null && !store.isClosed();
  }

  @Override
  public boolean isClosed() throws SQLException {
    return super.isClosed() || !isOpen();
  }

  /**
   * Closes it, and with it the database if it is the last one. A database that has failed is given
   * up with all its connections and without another write.
   */
  @Override
  public void end(boolean hasFailed) throws SQLException {
    if (hasFailed || !isOpen()) {
      giveUpDatabase();
    } else {
      close();
    }
  }

  @Override
  public Throwable whyClosed() {
    return store.getPanicException();
  }

  /**
   * Closes the database as it is. Its sessions are closed too, because one that still was used
   * later would take the next database of that name for its own and close that.
   */
  void giveUpDatabase() {
    Database database = local().getDatabase();
    database.shutdownImmediately();
    for (SessionLocal session : database.getSessions(false)) {
      try {
        session.close();
      } catch (DbException | MVStoreException expected) {
        // There is nothing left that it could put in order.
      }
    }
  }

  /** What has changed nothing is ended at once. */
  @Override
  public void commit() throws SQLException {
    if (isClosed() || !local().hasPendingTransaction()) {
      super.commit();
      return;
    }
    commits.lock();
    try {
      if (mayWriteByItself()) {
        commitAlone();
      } else {
        super.commit();
      }
    } finally {
      commits.unlock();
    }
  }

  /** Beyond a limit H2 writes whether it is told to or not, in the middle of any statement. */
  private boolean mayWriteByItself() {
    return store.getUnsavedMemory() > store.getAutoCommitMemory() / 2;
  }

  /** Under the lock under which H2 writes, which lets only one commit at a time. */
  private void commitAlone() throws SQLException {
    FutureTask<Void> commit =
        new FutureTask<>(
            () -> {
              super.commit();
              return null;
            });
    try {
      store.executeFilestoreOperation(commit);
    } catch (MVStoreException broken) {
      // Whoever flushes the commit hears of it; the commit itself, if there was none yet, here.
      commit.run();
    }
    result(commit);
  }

  /** Does something for which the file must stay as it is, and which may fail. */
  void runWhileNobodyWrites(Runnable work) throws SQLException {
    FutureTask<Void> task = new FutureTask<>(work, null);
    try {
      store.executeFilestoreOperation(task);
    } catch (MVStoreException broken) {
      throw DbException.toSQLException(broken);
    }
    result(task);
  }

  private static void result(FutureTask<Void> done) throws SQLException {
    try {
      done.get();
    } catch (ExecutionException failure) {
      throw DbException.toSQLException(failure.getCause());
    } catch (InterruptedException never) {
      throw new IllegalStateException("The commit was left to another thread", never);
    }
  }
}

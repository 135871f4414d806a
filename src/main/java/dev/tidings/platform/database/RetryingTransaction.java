package dev.tidings.platform.database;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.GroupFlush;
import dev.tidings.platform.database.jdbc.SqlErrors;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.platform.database.jdbc.UnknownOutcomeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Work in a transaction of its own, which is repeated until it commits or may not be repeated any
 * more.
 */
final class RetryingTransaction<T> {
  /** A connection that broke while it committed may take that long to end on the server. */
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ConnectionLimiter connectionLimiter;
  private final OpenDatabase database;
  private final Durability durability;
  private final SqlWork<T> work;
  private final Optional<SqlWork<Optional<T>>> resolve;

  private record WithBarrier<R>(R result, Supplier<GroupFlush.Flush> barrier) {}

  private record Unflushed<R>(R result, GroupFlush.Flush flush) {}

  /**
   * Work that has not begun.
   *
   * @param resolve finds out what became of a commit whose outcome is unknown; empty if nobody can
   */
  RetryingTransaction(
      ConnectionLimiter connectionLimiter,
      OpenDatabase database,
      Durability durability,
      SqlWork<T> work,
      Optional<SqlWork<Optional<T>>> resolve) {
    this.connectionLimiter = connectionLimiter;
    this.database = database;
    this.durability = durability;
    this.work = work;
    this.resolve = resolve;
  }

  /** Commits the work; what is left is to flush it. */
  CommitResult<T> run() {
    Unflushed<T> first = commit(new RetryPolicy());
    return new CommitResult<>(first.result(), () -> flush(first));
  }

  private Unflushed<T> commit(RetryPolicy retryPolicy) {
    while (true) {
      try {
        return once(work);
      } catch (UnknownOutcomeException unknown) {
        return settle(unknown, retryPolicy);
      } catch (SQLException failure) {
        retryPolicy.another(failure);
      }
    }
  }

  private T flush(Unflushed<T> first) {
    Unflushed<T> last = first;
    long end = System.nanoTime() + LONGEST_SEARCH.toNanos();
    RetryPolicy retryPolicy = new RetryPolicy();
    while (true) {
      try {
        last.flush().run();
        return last.result();
      } catch (SQLException failure) {
        UnknownOutcomeException unknown = new UnknownOutcomeException(failure);
        if (System.nanoTime() - end > 0) {
          throw SqlErrors.unknownOutcome(unknown);
        }
        last = settle(unknown, retryPolicy);
      }
    }
  }

  /** What was committed after all, or what is now. */
  private Unflushed<T> settle(UnknownOutcomeException unknown, RetryPolicy retryPolicy) {
    Unflushed<Optional<T>> found = find(unknown);
    if (found.result().isPresent()) {
      return new Unflushed<>(found.result().get(), found.flush());
    }
    retryPolicy.another(unknown);
    return commit(retryPolicy);
  }

  /**
   * The barrier is chosen last, when the connection has been checked: whoever finds one that the
   * server has ended makes all others suspect, that of the barrier included.
   */
  private <R> Unflushed<R> once(SqlWork<R> part) throws SQLException {
    WithBarrier<R> committed =
        connectionLimiter.with(
            connection ->
                new LocalTransaction(connection, database.engine())
                    .run(
                        own -> {
                          Supplier<GroupFlush.Flush> barrier = database.flushes().begin(durability);
                          return new WithBarrier<>(part.run(own), barrier);
                        }));
    return new Unflushed<>(committed.result(), committed.barrier().get());
  }

  /** What the commit stored; empty when it stored nothing. */
  private Unflushed<Optional<T>> find(UnknownOutcomeException unknown) {
    SqlWork<Optional<T>> query = resolve.orElseThrow(() -> SqlErrors.unknownOutcome(unknown));
    long end = System.nanoTime() + LONGEST_SEARCH.toNanos();
    while (true) {
      try {
        return once(query);
      } catch (SQLException failure) {
        waitForTheNextTry(SqlErrors.of(failure), end, unknown);
      } catch (TidingsException failure) {
        waitForTheNextTry(failure, end, unknown);
      }
    }
  }

  private static void waitForTheNextTry(
      TidingsException failure, long end, UnknownOutcomeException unknown) {
    boolean mayPass = failure.type() == ErrorType.UNAVAILABLE && System.nanoTime() - end < 0;
    if (!mayPass || !RetryPolicy.pause(PAUSE)) {
      unknown.addSuppressed(failure);
      throw SqlErrors.unknownOutcome(unknown);
    }
  }
}

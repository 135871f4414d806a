package dev.tidings.config;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Work in a transaction of its own, which is repeated until it commits or may not be repeated any
 * more.
 */
final class RepeatedTransaction<T> {
  /** A connection that broke while it committed may take that long to end on the server. */
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Connections connections;
  private final OpenDatabase database;
  private final Durability durability;
  private final SqlWork<T> work;
  private final Optional<SqlWork<Optional<T>>> resolve;

  private record Unflushed<R>(R result, SharedFlush.Flush flush) {}

  /**
   * Work that has not begun.
   *
   * @param resolve finds out what became of a commit whose outcome is unknown; empty if nobody can
   */
  RepeatedTransaction(
      Connections connections,
      OpenDatabase database,
      Durability durability,
      SqlWork<T> work,
      Optional<SqlWork<Optional<T>>> resolve) {
    this.connections = connections;
    this.database = database;
    this.durability = durability;
    this.work = work;
    this.resolve = resolve;
  }

  /** Commits the work; what is left is to flush it. */
  Committed<T> run() {
    Unflushed<T> first = commit(new Attempts());
    return new Committed<>(first.result(), () -> flush(first));
  }

  private Unflushed<T> commit(Attempts attempts) {
    while (true) {
      try {
        return once(work);
      } catch (UnknownOutcome unknown) {
        return settle(unknown, attempts);
      } catch (SQLException failure) {
        attempts.another(failure);
      }
    }
  }

  private T flush(Unflushed<T> first) {
    Unflushed<T> last = first;
    long end = System.nanoTime() + LONGEST_SEARCH.toNanos();
    Attempts attempts = new Attempts();
    while (true) {
      try {
        last.flush().run();
        return last.result();
      } catch (SQLException failure) {
        UnknownOutcome unknown = new UnknownOutcome(failure);
        if (System.nanoTime() - end > 0) {
          throw SqlFailure.unknownOutcome(unknown);
        }
        last = settle(unknown, attempts);
      }
    }
  }

  /** What was committed after all, or what is now. */
  private Unflushed<T> settle(UnknownOutcome unknown, Attempts attempts) {
    Unflushed<Optional<T>> found = find(unknown);
    if (found.result().isPresent()) {
      return new Unflushed<>(found.result().get(), found.flush());
    }
    attempts.another(unknown);
    return commit(attempts);
  }

  private <R> Unflushed<R> once(SqlWork<R> part) throws SQLException {
    Supplier<SharedFlush.Flush> flush = database.flushes().begin(durability);
    R result =
        connections.with(connection -> new OwnTransaction(connection, database.engine()).run(part));
    return new Unflushed<>(result, flush.get());
  }

  /** What the commit stored; empty when it stored nothing. */
  private Unflushed<Optional<T>> find(UnknownOutcome unknown) {
    SqlWork<Optional<T>> query = resolve.orElseThrow(() -> SqlFailure.unknownOutcome(unknown));
    long end = System.nanoTime() + LONGEST_SEARCH.toNanos();
    while (true) {
      try {
        return once(query);
      } catch (SQLException failure) {
        waitForTheNextTry(SqlFailure.of(failure), end, unknown);
      } catch (TidingsException failure) {
        waitForTheNextTry(failure, end, unknown);
      }
    }
  }

  private static void waitForTheNextTry(
      TidingsException failure, long end, UnknownOutcome unknown) {
    boolean mayPass = failure.type() == ErrorType.UNAVAILABLE && System.nanoTime() - end < 0;
    if (!mayPass || !Attempts.pause(PAUSE)) {
      unknown.addSuppressed(failure);
      throw SqlFailure.unknownOutcome(unknown);
    }
  }
}

package dev.tidings.config;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A piece of work in transactions of its own: as many as it takes until one ends well. */
final class RepeatedTransaction {
  /** A connection that broke while it committed may take that long to end on the server. */
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Connections connections;
  private final Engine engine;
  private final Durability durability;

  RepeatedTransaction(Connections connections, Engine engine, Durability durability) {
    this.connections = connections;
    this.engine = engine;
    this.durability = durability;
  }

  /**
   * Runs the work, again where that may help.
   *
   * @param resolve finds out what became of a commit whose outcome is unknown; empty if nobody can
   */
  <T> T run(SqlWork<T> work, Optional<SqlWork<Optional<T>>> resolve) {
    Attempts attempts = new Attempts();
    while (true) {
      try {
        return once(durability, work);
      } catch (UnknownOutcome unknown) {
        Optional<T> stored =
            resolve.map(query -> find(query, unknown)).orElseThrow(() -> unknownOutcome(unknown));
        if (stored.isPresent()) {
          return stored.get();
        }
        attempts.another(unknown);
      } catch (SQLException failure) {
        attempts.another(failure);
      }
    }
  }

  private <T> T once(Durability promised, SqlWork<T> work) throws SQLException {
    return connections.with(
        connection -> new OwnTransaction(connection, engine).run(promised, work));
  }

  /** What the commit stored; empty when it stored nothing. */
  private <T> Optional<T> find(SqlWork<Optional<T>> query, UnknownOutcome unknown) {
    long end = System.nanoTime() + LONGEST_SEARCH.toNanos();
    while (true) {
      try {
        return once(Durability.BUFFERED, query);
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
      throw unknownOutcome(unknown);
    }
  }

  private static TidingsException unknownOutcome(UnknownOutcome unknown) {
    return SqlFailure.unknownOutcome(unknown);
  }
}

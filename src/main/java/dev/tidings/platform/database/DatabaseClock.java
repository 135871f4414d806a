package dev.tidings.platform.database;

import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.SqlErrors;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The time of the database, so that all nodes on one database agree; in microseconds, the
 * database's precision.
 */
@ApplicationScoped
@DatabaseTime
public class DatabaseClock extends Clock {
  private volatile Duration offset = Duration.ZERO;
  private volatile Duration advance = Duration.ZERO;

  /**
   * Looks at the database's clock and follows it. Differences within what the question itself took
   * are none, so a clock that is right does not tremble.
   */
  @PostConstruct
  public void steer() {
    DatabaseEngine databaseEngine = OpenDatabase.get().engine();
    databaseEngine.clockQuery().ifPresent(query -> steer(databaseEngine, query));
  }

  private void steer(DatabaseEngine databaseEngine, String query) {
    Instant before = Instant.now();
    Instant there = databaseTime(databaseEngine, query);
    Duration uncertainty = Duration.between(before, Instant.now()).dividedBy(2);
    Duration measured = Duration.between(before.plus(uncertainty), there);
    if (measured.minus(offset).abs().compareTo(uncertainty) > 0) {
      offset = measured;
    }
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset).plus(advance).truncatedTo(ChronoUnit.MICROS);
  }

  /** Moves the time, for tests; moves add up. */
  public synchronized void advance(Duration step) {
    advance = advance.plus(step);
  }

  /** Takes all moves back, for tests. */
  public synchronized void reset() {
    advance = Duration.ZERO;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Tidings counts in UTC");
  }

  /** On a connection of its own: within a transaction the time of some databases stands still. */
  private static Instant databaseTime(DatabaseEngine databaseEngine, String query) {
    try (Connection connection = databaseEngine.connect()) {
      return JdbcRunner.queryForOne(
              connection,
              query,
              JdbcRunner.NO_PARAMETERS,
              row -> row.getObject(1, OffsetDateTime.class).toInstant())
          .orElseThrow();
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }
}

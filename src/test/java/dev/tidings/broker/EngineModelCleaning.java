package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.TopicDetails;
import dev.tidings.broker.housekeeping.LeaseCleaner;
import dev.tidings.broker.housekeeping.TopicCleaner;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LogTrimmer;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.LowWatermarks;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** What the timer does, whole or interrupted, in transactions of its own. */
final class EngineModelCleaning {
  private final Connection connection;

  /** Looks at what is left over through a connection. */
  EngineModelCleaning(Connection connection) {
    this.connection = connection;
  }

  void clean(EngineFixture engine, TopicDetails topic) {
    engine.bean(TopicCleaner.class).clean(topic);
  }

  void cleanLeases(EngineFixture engine, TopicDetails topic) {
    engine.bean(LeaseCleaner.class).clean(List.of(topic));
  }

  /** What the timer does, interrupted after the first few messages of each kind. */
  void cleanALittle(EngineFixture engine, TopicDetails topic) {
    engine
        .bean(Database.class)
        .inTransaction(
            Durability.BUFFERED,
            own -> {
              engine.bean(TopicLock.class).lock(own, topic.id());
              MessageLog.End end = engine.log.end(own, topic.id());
              engine.expiredMessages.clean(own, topic.id(), end, engine.clock.instant(), 3);
              return trimALittle(engine, own, topic, end);
            });
  }

  private boolean trimALittle(
      EngineFixture engine, Connection own, TopicDetails topic, MessageLog.End end)
      throws SQLException {
    LowWatermarks.LowWatermark lowWatermark =
        engine.bean(LowWatermarks.class).read(own, topic.id()).orElseThrow();
    Instant until = engine.clock.instant().minus(topic.settings().retention());
    boolean isMore = false;
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      long below =
          lane == Lane.ADDRESSED
              ? lowWatermark.addressed().orElse(end.addressed())
              : lowWatermark.lanes().at(lane);
      isMore |= trimALittle(engine, own, new LogTrimmer.Past(topic.id(), lane, end, below, until));
    }
    return isMore;
  }

  /** In two batches, the second of which goes on where the first one has come to. */
  private static boolean trimALittle(EngineFixture engine, Connection own, LogTrimmer.Past past)
      throws SQLException {
    LogTrimmer logTrimmer = engine.bean(LogTrimmer.class);
    OptionalLong next = logTrimmer.trim(own, past, 0, 2);
    return next.isPresent() && logTrimmer.trim(own, past, next.getAsLong(), 1).isPresent();
  }

  /** All is drained and has expired: only the newest segment of each lane may be left. */
  void assertNothingIsLeft(TopicDetails topic) throws SQLException {
    assertThat(
            count(
                "SELECT count(*) - count(DISTINCT lane) FROM tidings.segment WHERE topic_id = ?",
                topic))
        .as("segments")
        .isZero();
    assertThat(
            count(
                "SELECT count(*) - count(DISTINCT lane) FROM tidings.expired_block WHERE topic_id = ?",
                topic))
        .as("blocks")
        .isZero();
    assertThat(count("SELECT count(*) FROM tidings.expiring WHERE topic_id = ?", topic))
        .as("messages to expire")
        .isZero();
    for (String table : List.of("removal", "redelivery", "lease", "dead_letter")) {
      String sql =
          """
          SELECT count(*) FROM tidings.%s e
          JOIN tidings.subscription s ON s.id = e.subscription_id WHERE topic_id = ?""";
      assertThat(count(sql.formatted(table), topic)).as(table).isZero();
    }
  }

  private long count(String sql, TopicDetails topic) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, topic.id());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}

package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.TopicDetails;
import dev.tidings.config.Database;
import dev.tidings.config.Durability;
import dev.tidings.housekeeping.LeaseCleaner;
import dev.tidings.housekeeping.TopicCleaner;
import dev.tidings.log.Lane;
import dev.tidings.log.MessageLog;
import dev.tidings.log.Trimmer;
import dev.tidings.queue.Floors;
import dev.tidings.topic.TopicLock;
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
              engine.expirations.clean(own, topic.id(), end, engine.clock.instant(), 3);
              return trimALittle(engine, own, topic, end);
            });
  }

  private boolean trimALittle(
      EngineFixture engine, Connection own, TopicDetails topic, MessageLog.End end)
      throws SQLException {
    Floors.Floor floor = engine.bean(Floors.class).read(own, topic.id()).orElseThrow();
    Instant until = engine.clock.instant().minus(topic.settings().retention());
    boolean isMore = false;
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      long below =
          lane == Lane.ADDRESSED
              ? floor.addressed().orElse(end.addressed())
              : floor.lanes().at(lane);
      isMore |= trimALittle(engine, own, new Trimmer.Past(topic.id(), lane, end, below, until));
    }
    return isMore;
  }

  /** In two batches, the second of which goes on where the first one has come to. */
  private static boolean trimALittle(EngineFixture engine, Connection own, Trimmer.Past past)
      throws SQLException {
    Trimmer trimmer = engine.bean(Trimmer.class);
    OptionalLong next = trimmer.trim(own, past, 0, 2);
    return next.isPresent() && trimmer.trim(own, past, next.getAsLong(), 1).isPresent();
  }

  /** All is drained and has expired: only the newest row of each lane may be left. */
  void assertNothingIsLeft(TopicDetails topic) throws SQLException {
    assertThat(
            count("SELECT count(*) - count(DISTINCT lane) FROM message WHERE topic_id = ?", topic))
        .as("messages")
        .isZero();
    assertThat(
            count(
                "SELECT count(*) - count(DISTINCT lane) FROM expired_block WHERE topic_id = ?",
                topic))
        .as("blocks")
        .isZero();
    assertThat(count("SELECT count(*) FROM expiring WHERE topic_id = ?", topic))
        .as("messages to expire")
        .isZero();
    for (String table : List.of("removal", "redelivery", "lease", "dead_letter")) {
      String sql =
          """
          SELECT count(*) FROM %s e
          JOIN subscription s ON s.id = e.subscription_id WHERE topic_id = ?""";
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

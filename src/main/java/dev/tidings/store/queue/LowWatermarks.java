package dev.tidings.store.queue;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** The position of each lane before which no subscription needs any message. */
@ApplicationScoped
public class LowWatermarks {

  /*
   * In one snapshot: a topic has either subscriptions or a backlog, and a message that a receiver
   * gets or sends back is ahead of the cursor, leased or on its way back; a change from one to the
   * other must not be seen as neither.
   */
  private static final String READ =
      """
      SELECT c.next_position, CAST(NULL AS INTEGER), CAST(NULL AS BIGINT)
      FROM tidings.subscription s
      JOIN tidings.subscription_cursor c ON c.subscription_id = s.id
      WHERE s.topic_id = ?
      UNION ALL
      SELECT next_position, NULL, NULL FROM tidings.topic_backlog WHERE topic_id = ?
      UNION ALL
      SELECT NULL, l.lane, min(l.first_position)
      FROM tidings.subscription s
      JOIN tidings.lease l ON l.subscription_id = s.id
      WHERE s.topic_id = ?
      GROUP BY l.lane
      UNION ALL
      SELECT NULL, r.lane, min(r.position)
      FROM tidings.subscription s
      JOIN tidings.redelivery r ON r.subscription_id = s.id
      WHERE s.topic_id = ?
      GROUP BY r.lane""";

  /**
   * What is before these positions is done for everybody.
   *
   * @param addressed of lane 0; empty when nobody needs anything of it
   */
  public record LowWatermark(LanePositions lanes, OptionalLong addressed) {}

  /**
   * The floor of a topic; empty when the topic is gone.
   *
   * <p>It stays true without a lock: cursors only move forward, what is held beside them was behind
   * them at every moment, and a new subscription begins at the end of the log or at the backlog.
   */
  public Optional<LowWatermark> read(Connection connection, long topicId) throws SQLException {
    return JdbcRunner.extract(
        connection,
        READ,
        parameters -> parameters.add(topicId).add(topicId).add(topicId).add(topicId),
        LowWatermarks::lowWatermark);
  }

  private static Optional<LowWatermark> lowWatermark(ResultSet rows) throws SQLException {
    LanePositions lanes = null;
    LanePositions inFlight = LanePositions.end();
    OptionalLong addressed = OptionalLong.empty();
    while (rows.next()) {
      int lane = rows.getInt(2);
      boolean isCursor = rows.wasNull();
      if (isCursor) {
        LanePositions cursor = LanePositions.of(rows.getArray(1));
        lanes = lanes == null ? cursor : lanes.lowest(cursor);
      } else if (lane == Lane.ADDRESSED) {
        addressed = OptionalLong.of(Math.min(rows.getLong(3), addressed.orElse(Long.MAX_VALUE)));
      } else {
        inFlight = inFlight.with(lane, Math.min(rows.getLong(3), inFlight.at(lane)));
      }
    }
    return lanes == null
        ? Optional.empty()
        : Optional.of(new LowWatermark(lanes.lowest(inFlight), addressed));
  }
}

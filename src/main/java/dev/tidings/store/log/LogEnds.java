package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the end of the logs of several topics in one statement. */
@ApplicationScoped
public class LogEnds {

  /* One descent of the primary key for each lane of each topic, as for a single topic's end. */
  private static final String NEXT_POSITION =
      """
      (SELECT m%1$d.last_position FROM tidings.segment m%1$d
       WHERE m%1$d.topic_id = t.id AND m%1$d.lane = %1$d
       ORDER BY m%1$d.topic_id DESC, m%1$d.lane DESC, m%1$d.last_position DESC LIMIT 1)""";

  private static final String READ =
      """
      SELECT t.id, %s
      FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS t (id)"""
          .formatted(nextPositions());

  private static String nextPositions() {
    List<String> lanes = new ArrayList<>();
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      lanes.add(NEXT_POSITION.formatted(lane));
    }
    return String.join(",\n", lanes);
  }

  /** The next positions of lanes 1 to 9 of each topic; those of a topic that is gone are 1. */
  public Map<Long, LanePositions> read(Connection connection, Collection<Long> topicIds)
      throws SQLException {
    Map<Long, LanePositions> ends = new HashMap<>();
    JdbcRunner.forEach(
        connection,
        READ,
        parameters -> parameters.addArray("bigint", topicIds.toArray()),
        row -> ends.put(row.getLong(1), positions(row)));
    return ends;
  }

  private static LanePositions positions(ResultSet row) throws SQLException {
    LanePositions lanePositions = LanePositions.start();
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      lanePositions = lanePositions.with(lane, row.getLong(lane + 1) + 1);
    }
    return lanePositions;
  }
}

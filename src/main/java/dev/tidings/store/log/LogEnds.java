package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  /** Far above any position. */
  private static final long LANE = 1L << 56;

  /*
   * One descent of the primary key for each lane that has messages, and one more: most topics have
   * messages of one priority or of none.
   */
  private static final String LAST_BELOW =
      """
      SELECT t.id,
        (SELECT m.lane * %d + m.last_position FROM tidings.segment m
         WHERE m.topic_id = t.id AND m.lane BETWEEN %d AND t.below - 1
         ORDER BY m.topic_id DESC, m.lane DESC, m.last_position DESC LIMIT 1)
      FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY)) AS t (id, below)"""
          .formatted(LANE, Lane.FIRST);

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

  /** The same of many topics, of which most are idle; those without any segment are missing. */
  public Map<Long, LanePositions> all(Connection connection, List<Long> topicIds)
      throws SQLException {
    Map<Long, LanePositions> ends = new HashMap<>();
    for (int from = 0; from < topicIds.size(); from += JdbcRunner.MOST_ROWS) {
      int until = Math.min(from + JdbcRunner.MOST_ROWS, topicIds.size());
      Map<Long, Long> below = new LinkedHashMap<>();
      topicIds.subList(from, until).forEach(id -> below.put(id, Lane.LAST + 1L));
      while (!below.isEmpty()) {
        readNextLane(connection, below, ends);
      }
    }
    return ends;
  }

  /** Of each topic the highest lane below the one given, which then is the next one given. */
  private static void readNextLane(
      Connection connection, Map<Long, Long> below, Map<Long, LanePositions> ends)
      throws SQLException {
    Object[] ids = below.keySet().toArray();
    Object[] lanes = below.values().toArray();
    JdbcRunner.forEach(
        connection,
        LAST_BELOW,
        parameters -> parameters.addArray("bigint", ids).addArray("bigint", lanes),
        row -> {
          long id = row.getLong(1);
          long found = row.getLong(2);
          int lane = (int) (found / LANE);
          if (lane > Lane.FIRST) {
            below.put(id, (long) lane);
          } else {
            below.remove(id);
          }
          if (lane >= Lane.FIRST) {
            LanePositions others = ends.getOrDefault(id, LanePositions.start());
            ends.put(id, others.with(lane, found % LANE + 1));
          }
        });
  }

  private static LanePositions positions(ResultSet row) throws SQLException {
    LanePositions lanePositions = LanePositions.start();
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      lanePositions = lanePositions.with(lane, row.getLong(lane + 1) + 1);
    }
    return lanePositions;
  }
}

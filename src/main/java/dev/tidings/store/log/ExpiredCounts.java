package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The expired messages of many topics, read in one statement to see how many each queue has ahead.
 * What housekeeping has not deleted yet is known to 1024 positions.
 */
public final class ExpiredCounts {

  /* As in ExpiredMessages, one statement is one snapshot. */
  private static final String READ =
      """
      SELECT e.topic_id, e.lane, e.position / 1024, count(*), NULL
      FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS t (id)
      JOIN tidings.expiring e ON e.topic_id = t.id
      WHERE e.expires_at <= ? AND e.lane > 0
      GROUP BY e.topic_id, e.lane, e.position / 1024
      UNION ALL
      SELECT b.topic_id, b.lane, b.block, b.expired_count, b.expired_bits
      FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS t (id)
      JOIN tidings.expired_block b ON b.topic_id = t.id""";

  private record Part(int lane, long number, long count, Optional<ExpiredBlock> block) {
    long countFrom(LanePositions from) {
      if (block.isPresent()) {
        return block.get().countFrom(from.at(lane));
      }
      return number >= ExpiredBlock.numberOf(from.at(lane)) ? count : 0;
    }
  }

  private final Map<Long, List<Part>> byTopic = new HashMap<>();

  private ExpiredCounts() {}

  /** Those of some topics; without any there is no statement. */
  public static ExpiredCounts read(Connection connection, Set<Long> topicIds, Instant now)
      throws SQLException {
    ExpiredCounts all = new ExpiredCounts();
    if (!topicIds.isEmpty()) {
      Object[] ids = topicIds.stream().sorted().toArray();
      JdbcRunner.forEach(
          connection,
          READ,
          parameters -> parameters.addArray("bigint", ids).add(now).addArray("bigint", ids),
          all::add);
    }
    return all;
  }

  private void add(ResultSet row) throws SQLException {
    int lane = row.getInt(2);
    long number = row.getLong(3);
    byte[] bits = row.getBytes(5);
    Optional<ExpiredBlock> block =
        Optional.ofNullable(bits).map(some -> ExpiredBlock.of(lane, number, some));
    byTopic
        .computeIfAbsent(row.getLong(1), any -> new ArrayList<>())
        .add(new Part(lane, number, row.getLong(4), block));
  }

  /** How many messages of a topic at these positions or after them have expired. */
  public long countFrom(long topicId, LanePositions from) {
    return byTopic.getOrDefault(topicId, List.of()).stream()
        .mapToLong(part -> part.countFrom(from))
        .sum();
  }
}

package dev.tidings.store.log;

import dev.tidings.api.Publication;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Knows which messages of a lane have expired. Readers exclude an expired message from the moment
 * it expires. The cleaner deletes it from the log later and sets a bit in its place, so that
 * positions can still be counted.
 */
@ApplicationScoped
public class ExpiredMessages {
  @Inject RecentEntryCache recent;
  @Inject MessageRemoval removal;

  private static final String REGISTER =
      "INSERT INTO tidings.expiring (topic_id, lane, position, expires_at) VALUES (?, ?, ?, ?)";

  /*
   * Both halves in one statement and so in one snapshot: a message that the cleaner moves from the
   * first to the second is counted once. Lane 0 has no position to compare with and drops out.
   */
  private static final String COUNT =
      """
      SELECT lane, CAST(-1 AS BIGINT), count(*), NULL
      FROM tidings.expiring
      WHERE topic_id = ? AND expires_at <= ?
        AND position >= %1$s
      GROUP BY lane
      UNION ALL
      SELECT lane, block, expired_count, expired_bits
      FROM tidings.expired_block
      WHERE topic_id = ? AND block >= %2$s"""
          .formatted(startOfLane("?"), startOfLane("?"));

  private static final String TOPICS =
      """
      SELECT t.id FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS t (id)
      WHERE EXISTS (SELECT 1 FROM tidings.expiring e WHERE e.topic_id = t.id AND e.expires_at <= ?)
        OR EXISTS (SELECT 1 FROM tidings.expired_block b WHERE b.topic_id = t.id)""";

  /* In the order of expiring_by_time, so that the limit bounds what is read. */
  private static final String DUE =
      """
      SELECT lane, position
      FROM tidings.expiring
      WHERE topic_id = ? AND expires_at <= ?
      ORDER BY topic_id, expires_at
      LIMIT ?""";

  private static final String READ_BLOCK =
      """
      SELECT expired_bits FROM tidings.expired_block
      WHERE topic_id = ? AND lane = ? AND block = ?""";

  private static final String DELETE_BLOCK =
      "DELETE FROM tidings.expired_block WHERE topic_id = ? AND lane = ? AND block = ?";

  private static final String INSERT_BLOCK =
      """
      INSERT INTO tidings.expired_block (topic_id, lane, block, expired_count, expired_bits)
      VALUES (?, ?, ?, ?, ?)""";

  private static final String DELETE_EXPIRING =
      "DELETE FROM tidings.expiring WHERE topic_id = ? AND lane = ? AND position = ?";

  private static final String DELETE_RANGE =
      """
      DELETE FROM tidings.expiring
      WHERE topic_id = ? AND lane = ? AND position BETWEEN ? AND ?""";

  private static final List<String> DELETE_TOPIC =
      List.of(
          "DELETE FROM tidings.expiring WHERE topic_id = ?",
          "DELETE FROM tidings.expired_block WHERE topic_id = ?");

  private static String startOfLane(String start) {
    StringBuilder text = new StringBuilder("CASE lane");
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      text.append(" WHEN ").append(lane).append(" THEN CAST(").append(start).append(" AS BIGINT)");
    }
    return text.append(" END").toString();
  }

  private record Due(int lane, long position) {}

  /** Notes when entries expire, except those with the longest expiration there is. */
  public void register(Connection connection, long topicId, List<LogEntry> entries)
      throws SQLException {
    List<LogEntry> finite =
        entries.stream()
            .filter(entry -> entry.expiration().compareTo(Publication.MAX_EXPIRATION) < 0)
            .toList();
    JdbcRunner.batch(
        connection,
        REGISTER,
        finite,
        (parameters, entry) ->
            addKey(parameters, topicId, entry.lane(), entry.position()).add(entry.expiresAt()));
  }

  /** Those of some topics of which any messages have expired by now. */
  public Set<Long> topics(Connection connection, List<Long> topicIds, Instant now)
      throws SQLException {
    return topicIds.isEmpty()
        ? Set.of()
        : Set.copyOf(
            JdbcRunner.query(
                connection,
                TOPICS,
                parameters -> parameters.addArray("bigint", topicIds.toArray()).add(now),
                row -> row.getLong(1)));
  }

  /** How many messages at these positions or after them have expired by now. */
  public long count(Connection connection, long topicId, LanePositions from, Instant now)
      throws SQLException {
    return JdbcRunner.extract(
        connection,
        COUNT,
        parameters -> {
          parameters.add(topicId).add(now);
          for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
            parameters.add(from.at(lane));
          }
          parameters.add(topicId);
          for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
            parameters.add(ExpiredBlock.numberOf(from.at(lane)));
          }
        },
        rows -> sum(rows, from));
  }

  private static long sum(ResultSet rows, LanePositions from) throws SQLException {
    long sum = 0;
    while (rows.next()) {
      int lane = rows.getInt(1);
      long block = rows.getLong(2);
      boolean isPartOfBlock = block == ExpiredBlock.numberOf(from.at(lane));
      sum +=
          isPartOfBlock
              ? ExpiredBlock.of(lane, block, rows.getBytes(4)).countFrom(from.at(lane))
              : rows.getLong(3);
    }
    return sum;
  }

  /** Whether there is anything to {@link #clean}. */
  public boolean isAnyDue(Connection connection, long topicId, Instant now) throws SQLException {
    return !due(connection, topicId, now, 1).isEmpty();
  }

  /**
   * Takes messages that have expired out of the log, at most {@code limit}.
   *
   * @param end where the log ends: the newest segment of each lane is kept
   * @return how many; fewer than the limit when there are no more
   */
  public int clean(Connection connection, long topicId, MessageLog.End end, Instant now, int limit)
      throws SQLException {
    List<Due> due = due(connection, topicId, now, limit);
    if (due.isEmpty()) {
      return 0;
    }
    for (ExpiredBlock block : blocks(connection, topicId, due)) {
      replace(connection, topicId, block);
    }
    delete(connection, topicId, end, due, now);
    recent.forget(topicId);
    return due.size();
  }

  private static List<Due> due(Connection connection, long topicId, Instant now, int limit)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        DUE,
        parameters -> parameters.add(topicId).add(now).add(limit),
        row -> new Due(row.getInt(1), row.getLong(2)));
  }

  private static List<ExpiredBlock> blocks(Connection connection, long topicId, List<Due> due)
      throws SQLException {
    List<ExpiredBlock> blocks = new ArrayList<>();
    for (Due one : due) {
      if (one.lane == Lane.ADDRESSED) {
        continue;
      }
      long number = ExpiredBlock.numberOf(one.position);
      ExpiredBlock block =
          blocks.stream()
              .filter(known -> known.lane() == one.lane && known.number() == number)
              .findFirst()
              .orElse(null);
      if (block == null) {
        block = read(connection, topicId, one.lane, number);
        blocks.add(block);
      }
      block.add(one.position);
    }
    return blocks;
  }

  private static ExpiredBlock read(Connection connection, long topicId, int lane, long number)
      throws SQLException {
    return JdbcRunner.queryForOne(
            connection,
            READ_BLOCK,
            parameters -> addKey(parameters, topicId, lane, number),
            row -> ExpiredBlock.of(lane, number, row.getBytes(1)))
        .orElseGet(() -> ExpiredBlock.of(lane, number, new byte[0]));
  }

  private static void replace(Connection connection, long topicId, ExpiredBlock block)
      throws SQLException {
    JdbcRunner.update(
        connection,
        DELETE_BLOCK,
        parameters -> addKey(parameters, topicId, block.lane(), block.number()));
    JdbcRunner.update(
        connection,
        INSERT_BLOCK,
        parameters ->
            addKey(parameters, topicId, block.lane(), block.number())
                .add(block.count())
                .add(block.toBytes()));
  }

  private void delete(
      Connection connection, long topicId, MessageLog.End end, List<Due> due, Instant now)
      throws SQLException {
    Map<Integer, Set<Long>> byLane =
        due.stream()
            .collect(
                Collectors.groupingBy(
                    Due::lane, Collectors.mapping(Due::position, Collectors.toSet())));
    for (Map.Entry<Integer, Set<Long>> lane : byLane.entrySet()) {
      long newest = end.at(lane.getKey()) - 1;
      removal.remove(connection, topicId, lane.getKey(), lane.getValue(), newest, now);
    }
    JdbcRunner.batch(
        connection,
        DELETE_EXPIRING,
        due,
        (parameters, one) -> addKey(parameters, topicId, one.lane, one.position));
  }

  /**
   * Counts a part of a lane as expired, because its messages are lost. The caller holds the topic's
   * row lock and takes them out of the log.
   */
  void addAll(Connection connection, long topicId, int lane, long from, long to)
      throws SQLException {
    List<Due> all =
        LongStream.rangeClosed(from, to).mapToObj(position -> new Due(lane, position)).toList();
    for (ExpiredBlock block : blocks(connection, topicId, all)) {
      replace(connection, topicId, block);
    }
    JdbcRunner.update(
        connection, DELETE_RANGE, parameters -> addKey(parameters, topicId, lane, from).add(to));
    recent.forget(topicId);
  }

  private static Parameters addKey(Parameters parameters, long topicId, int lane, long number)
      throws SQLException {
    return parameters.add(topicId).add(lane).add(number);
  }

  /** Forgets everything about a topic that is itself about to go. */
  public void deleteTopic(Connection connection, long topicId) throws SQLException {
    for (String sql : DELETE_TOPIC) {
      JdbcRunner.update(connection, sql, parameters -> parameters.add(topicId));
    }
  }
}

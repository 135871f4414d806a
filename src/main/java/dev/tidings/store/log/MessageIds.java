package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The ids that segments do not tell: those that publishers chose, those of copies, and those that
 * are much older than the others of their segment. No id is there twice with one number of a copy.
 */
@ApplicationScoped
class MessageIds {

  private static final String ADD =
      """
      INSERT INTO tidings.message_id (msg_id, copy, topic_id, lane, position)
      VALUES (?, ?, ?, ?, ?)""";

  /* All by the primary key. */
  private static final String FIND =
      "SELECT topic_id, lane, position FROM tidings.message_id WHERE msg_id = ?";

  private static final String TAKEN =
      "SELECT msg_id FROM tidings.message_id WHERE msg_id = ANY (?)";

  /* Both by message_id_by_position. */
  private static final String DELETE =
      """
      DELETE FROM tidings.message_id
      WHERE topic_id = ? AND lane = ? AND position = ?""";

  private static final String DELETE_RANGE =
      """
      DELETE FROM tidings.message_id
      WHERE topic_id = ? AND lane = ? AND position >= ? AND position < ?""";

  private static final String DELETE_TOPIC = "DELETE FROM tidings.message_id WHERE topic_id = ?";

  /** A place of a log. */
  record Place(long topicId, int lane, long position) {}

  void add(Connection connection, long topicId, List<LogEntry> entries) throws SQLException {
    JdbcRunner.batch(
        connection,
        ADD,
        entries,
        (parameters, entry) ->
            parameters
                .add(entry.id().toBytes())
                .add(entry.copy())
                .add(topicId)
                .add(entry.lane())
                .add(entry.position()));
  }

  List<Place> find(Connection connection, MessageId id) throws SQLException {
    return JdbcRunner.query(
        connection,
        FIND,
        parameters -> parameters.add(id.toBytes()),
        row -> new Place(row.getLong(1), row.getInt(2), row.getLong(3)));
  }

  /** Those of the ids that are there. */
  Set<MessageId> taken(Connection connection, Collection<MessageId> ids) throws SQLException {
    byte[][] all = ids.stream().map(MessageId::toBytes).toArray(byte[][]::new);
    return Set.copyOf(
        JdbcRunner.query(
            connection,
            TAKEN,
            parameters -> parameters.addArray("bytea", all),
            row -> MessageId.of(row.getBytes(1))));
  }

  void delete(Connection connection, long topicId, int lane, Collection<Long> positions)
      throws SQLException {
    JdbcRunner.batch(
        connection,
        DELETE,
        positions,
        (parameters, position) -> parameters.add(topicId).add(lane).add(position));
  }

  void deleteRange(Connection connection, long topicId, int lane, long from, long to)
      throws SQLException {
    JdbcRunner.update(
        connection,
        DELETE_RANGE,
        parameters -> parameters.add(topicId).add(lane).add(from).add(to));
  }

  void deleteTopic(Connection connection, long topicId) throws SQLException {
    JdbcRunner.update(connection, DELETE_TOPIC, parameters -> parameters.add(topicId));
  }
}

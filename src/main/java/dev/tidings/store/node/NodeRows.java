package dev.tidings.store.node;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** The rows in which nodes say how they are. */
@ApplicationScoped
public class NodeRows {
  private static final int LONGEST_TEXT = 300;

  private static final String ADD =
      """
      INSERT INTO tidings.node
        (server, seen_at, connections, receives_waiting, publish_rate, delivery_rate,
         acknowledge_rate, name, version, started_at, connection_list)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')""";

  private static final String UPDATE =
      """
      UPDATE tidings.node
      SET server = ?, seen_at = ?, connections = ?, receives_waiting = ?, publish_rate = ?,
        delivery_rate = ?, acknowledge_rate = ?
      WHERE id = ?""";

  private static final String SET_LIST = "UPDATE tidings.node SET connection_list = ? WHERE id = ?";

  private static final String OTHERS =
      """
      SELECT id, name, version, server, started_at, seen_at, connections, receives_waiting,
        publish_rate, delivery_rate, acknowledge_rate
      FROM tidings.node WHERE id <> ? ORDER BY id""";

  private static final String LISTS =
      """
      SELECT id, name, connection_list FROM tidings.node
      WHERE id <> ? AND seen_at > ? ORDER BY id""";

  private static final String FORGET =
      """
      DELETE FROM tidings.node
      WHERE id <> ? AND (seen_at < ? OR (name = ? AND seen_at <= ?))""";

  private static final String DELETE = "DELETE FROM tidings.node WHERE id = ?";

  /** The connections that a node has written down. */
  public record ListRow(long id, String name, String list) {}

  /** Stores a node that has just started, and tells its id. */
  public long add(Connection connection, NodeRow row) throws SQLException {
    return JdbcRunner.insert(
        connection,
        ADD,
        "id",
        parameters -> {
          bind(parameters, row);
          parameters.add(cut(row.name())).add(cut(row.version())).add(row.startedAt());
        });
  }

  /**
   * Replaces what changes.
   *
   * @return false when there is no such row any more
   */
  public boolean update(Connection connection, NodeRow row) throws SQLException {
    return JdbcRunner.update(
            connection,
            UPDATE,
            parameters -> {
              bind(parameters, row);
              parameters.add(row.id());
            })
        == 1;
  }

  private static void bind(Parameters parameters, NodeRow row) throws SQLException {
    parameters
        .add(cut(row.server()))
        .add(row.seenAt())
        .add(row.connections())
        .add(row.receivesWaiting())
        .add(row.publishRate())
        .add(row.deliveryRate())
        .add(row.acknowledgeRate());
  }

  private static String cut(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  public void setList(Connection connection, long id, String list) throws SQLException {
    JdbcRunner.update(connection, SET_LIST, parameters -> parameters.add(list).add(id));
  }

  /** All but one, by their ids. */
  public List<NodeRow> others(Connection connection, long id) throws SQLException {
    return JdbcRunner.query(connection, OTHERS, parameters -> parameters.add(id), NodeRows::row);
  }

  /** The connections of all but one that were seen after a time, by their ids. */
  public List<ListRow> lists(Connection connection, long id, Instant after) throws SQLException {
    return JdbcRunner.query(
        connection,
        LISTS,
        parameters -> parameters.add(id).add(after),
        row -> new ListRow(row.getLong(1), row.getString(2), row.getString(3)));
  }

  /**
   * Forgets nodes that were last seen before a time, and those of the same name as this one that
   * were not seen after a later time: this one has taken their place.
   */
  public void forget(Connection connection, NodeRow self, Instant before, Instant sameName)
      throws SQLException {
    JdbcRunner.update(
        connection,
        FORGET,
        parameters -> parameters.add(self.id()).add(before).add(cut(self.name())).add(sameName));
  }

  public void delete(Connection connection, long id) throws SQLException {
    JdbcRunner.update(connection, DELETE, parameters -> parameters.add(id));
  }

  private static NodeRow row(ResultSet row) throws SQLException {
    return new NodeRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getLong(7),
        row.getLong(8),
        row.getDouble(9),
        row.getDouble(10),
        row.getDouble(11));
  }
}

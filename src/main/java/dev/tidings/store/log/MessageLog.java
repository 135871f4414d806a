package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import dev.tidings.platform.database.jdbc.PipelinedQueries;
import dev.tidings.store.topic.TopicLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Appends to the log, reads it and searches it. All methods use the given transaction. */
@ApplicationScoped
public class MessageLog {
  @Inject TopicLock topicLock;
  @Inject SegmentStore segments;
  @Inject SegmentReader stored;
  @Inject MessageIds ids;
  @Inject RecentEntryCache recent;

  /*
   * The newest segment of each lane. Each is one descent of the primary key, which alone is read: H2
   * uses the index for the order only if all of its columns are named, in one direction.
   */
  private static final String LAST_POSITION =
      """
      (SELECT m%1$d.last_position FROM tidings.segment m%1$d
       WHERE m%1$d.topic_id = ? AND m%1$d.lane = %1$d
       ORDER BY m%1$d.topic_id DESC, m%1$d.lane DESC, m%1$d.last_position DESC LIMIT 1)""";

  /**
   * Columns that say where the log of a topic ends, for {@link #addEnd} and {@link #end(ResultSet,
   * int)}: to be asked along with something else.
   */
  public static final String END_COLUMNS = endColumns();

  private static final String END = "SELECT " + END_COLUMNS;

  private static String endColumns() {
    List<String> lanes = new ArrayList<>();
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      lanes.add(LAST_POSITION.formatted(lane));
    }
    return String.join(",\n", lanes);
  }

  /**
   * Where each lane of a topic ends.
   *
   * @param addressed the next position of lane 0
   * @param lanes the next positions of lanes 1 to 9
   */
  public record End(long addressed, LanePositions lanes) {
    public long at(int lane) {
      return lane == Lane.ADDRESSED ? addressed : lanes.at(lane);
    }

    /** Where the lanes end after one more entry of a lane. */
    End next(int lane) {
      return lane == Lane.ADDRESSED
          ? new End(addressed + 1, lanes)
          : new End(addressed, lanes.with(lane, lanes.at(lane) + 1));
    }
  }

  /** Entries with their positions, and where the lanes end after them. */
  public record Placed(List<LogEntry> entries, End end) {}

  /**
   * The end of the log. Inside the topic's row lock it is where an append goes; it must then be a
   * statement after the one that took the lock, so that it sees what the previous owner committed.
   */
  public End end(Connection connection, long topicId) throws SQLException {
    return JdbcRunner.extract(
        connection, END, parameters -> addEnd(parameters, topicId), MessageLog::end);
  }

  private static End end(ResultSet row) throws SQLException {
    row.next();
    return end(row, 1);
  }

  /**
   * Locks the topic's row and reads where its log ends.
   *
   * @return the version of the topic, or empty if there is no such topic any more, and the end
   */
  public PipelinedQueries.Found<Optional<Long>, End> lock(Connection connection, long topicId)
      throws SQLException {
    return topicLock.lock(
        connection, topicId, END, parameters -> addEnd(parameters, topicId), MessageLog::end);
  }

  /** Adds the parameters of {@link #END_COLUMNS}. */
  public static Parameters addEnd(Parameters parameters, long topicId) throws SQLException {
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      parameters.add(topicId);
    }
    return parameters;
  }

  /** Reads {@link #END_COLUMNS}, the first of which has that number. */
  public static End end(ResultSet row, int first) throws SQLException {
    LanePositions lanes = LanePositions.start();
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      lanes = lanes.with(lane, row.getLong(first + lane) + 1);
    }
    return new End(row.getLong(first) + 1, lanes);
  }

  /** Gives entries their positions, in the order given, from where the lanes end. */
  public static Placed place(End end, List<LogEntry> entries) {
    List<LogEntry> placed = new ArrayList<>(entries.size());
    End next = end;
    for (LogEntry entry : entries) {
      placed.add(entry.at(next.at(entry.lane())));
      next = next.next(entry.lane());
    }
    return new Placed(placed, next);
  }

  /**
   * Appends entries that were given the positions at the end of the log, which was read under the
   * topic's row lock. The caller holds it still.
   */
  public void append(Connection connection, long topicId, List<LogEntry> placed)
      throws SQLException {
    List<Segment> some = Segment.of(placed);
    segments.put(connection, topicId, some);
    for (Segment segment : some) {
      ids.add(connection, topicId, segment.withIdApart());
    }
  }

  /**
   * The first entries of one lane from one position to another that live now: at most {@code limit}
   * of them, with at most {@code maxBytes} of data or one entry.
   */
  public EntryChunk read(
      Connection connection,
      long topicId,
      int lane,
      long from,
      long to,
      Instant now,
      int limit,
      long maxBytes)
      throws SQLException {
    LaneRange range = new LaneRange(topicId, lane, from, to);
    Optional<EntryChunk> known = recent.read(range, now, limit, maxBytes);
    return known.isPresent() ? known.get() : stored.read(connection, range, now, limit, maxBytes);
  }

  /** As {@link #read}, but only where the entries are and how old. */
  public List<EntryHead> readHeads(
      Connection connection, long topicId, int lane, long from, long to, Instant now, int limit)
      throws SQLException {
    return stored.readHeads(connection, new LaneRange(topicId, lane, from, to), now, limit);
  }

  /** The entries at these positions of one lane that live now, in order. */
  public List<LogEntry> readAt(
      Connection connection, long topicId, int lane, Collection<Long> positions, Instant now)
      throws SQLException {
    Optional<List<LogEntry>> known = recent.readAt(topicId, lane, positions, now);
    return known.isPresent()
        ? known.get()
        : stored.readAt(connection, topicId, lane, positions, now);
  }

  /** As {@link #readAt}, but only where the entries are and how old. */
  public List<EntryHead> readHeadsAt(
      Connection connection, long topicId, int lane, Collection<Long> positions, Instant now)
      throws SQLException {
    return stored.readHeadsAt(connection, topicId, lane, positions, now);
  }

  /** The entries of that id in the topic's log: what was published, and copies of it. */
  public List<LogEntry> find(Connection connection, long topicId, MessageId id)
      throws SQLException {
    return stored.find(connection, topicId, id);
  }

  /** The entries of that id in all logs, by the id of the topic; topics without any are missing. */
  public SortedMap<Long, List<LogEntry>> find(Connection connection, MessageId id)
      throws SQLException {
    return stored.find(connection, id);
  }

  /** Whether any topic holds a message of that id. */
  public boolean exists(Connection connection, MessageId id) throws SQLException {
    return stored.exists(connection, id);
  }

  /** Deletes the whole log of a topic that is itself about to go. */
  public void deleteTopic(Connection connection, long topicId) throws SQLException {
    segments.deleteTopic(connection, topicId);
    ids.deleteTopic(connection, topicId);
    recent.forget(topicId);
  }
}

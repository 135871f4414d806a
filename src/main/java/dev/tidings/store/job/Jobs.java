package dev.tidings.store.job;

import dev.tidings.api.JobDetails;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.JobState;
import dev.tidings.api.MessageId;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows of jobs. Whoever has one locked runs it. */
@ApplicationScoped
public class Jobs {
  private static final Pattern COMMA = Pattern.compile(",");

  private static final String ADD =
      """
      INSERT INTO tidings.job
        (kind, topic_name, endpoint_name, target_name, reason, before_time, state, total_count,
         created_by, created_at, msg_ids, done_count, seen_count, error, subscription_id, place)
      VALUES (?, ?, ?, ?, ?, ?, 'WAITING', ?, ?, ?, ?, 0, 0, '', 0, '')""";

  private static final String READ =
      """
      SELECT id, kind, topic_name, endpoint_name, target_name, reason, before_time, state,
        done_count, seen_count, total_count, created_by, created_at, started_at, finished_at, error,
        subscription_id, place, msg_ids, missing_ids
      FROM tidings.job""";

  private static final String FIND = READ + " WHERE id = ?";

  private static final String LOCK = FIND + " FOR UPDATE";

  private static final String TRY_LOCK = LOCK + " SKIP LOCKED";

  private static final String PAGE = READ + " WHERE id < ? ORDER BY id DESC LIMIT ?";

  /* By job_by_state. */
  private static final String UNFINISHED =
      """
      SELECT id FROM tidings.job
      WHERE state IN ('WAITING', 'RUNNING')
      ORDER BY id""";

  private static final String UPDATE =
      """
      UPDATE tidings.job
      SET state = ?, done_count = ?, seen_count = ?, started_at = ?, finished_at = ?, error = ?,
        subscription_id = ?, place = ?, missing_ids = ?
      WHERE id = ?""";

  private static final String CLEAN = "DELETE FROM tidings.job WHERE finished_at < ?";

  /** Stores a job that waits, and tells its id. */
  public long add(
      Connection connection, JobRequest request, long total, String createdBy, Instant now)
      throws SQLException {
    return JdbcRunner.insert(
        connection,
        ADD,
        "id",
        parameters ->
            parameters
                .add(request.kind().name())
                .add(request.topicName())
                .add(request.endpointName())
                .add(request.targetTopicName())
                .add(request.reason())
                .add(request.before())
                .add(total)
                .add(createdBy)
                .add(now)
                .add(text(request.msgIds())));
  }

  public Optional<Job> find(Connection connection, long id) throws SQLException {
    return JdbcRunner.queryForOne(connection, FIND, parameters -> parameters.add(id), Jobs::job);
  }

  /** The same, once nobody runs it at the moment. */
  public Optional<Job> lock(Connection connection, long id) throws SQLException {
    return JdbcRunner.queryForOne(connection, LOCK, parameters -> parameters.add(id), Jobs::job);
  }

  /** The same; empty also when somebody runs it. */
  public Optional<Job> tryLock(Connection connection, long id) throws SQLException {
    return JdbcRunner.queryForOne(
        connection, TRY_LOCK, parameters -> parameters.add(id), Jobs::job);
  }

  /** The newest first, before an id; 0 is no id. */
  public List<Job> page(Connection connection, long before, int limit) throws SQLException {
    return JdbcRunner.query(
        connection,
        PAGE,
        parameters -> parameters.add(before == 0 ? Long.MAX_VALUE : before).add(limit),
        Jobs::job);
  }

  /** The ids of those that have not ended, older ones first. */
  public List<Long> unfinished(Connection connection) throws SQLException {
    return JdbcRunner.query(
        connection, UNFINISHED, JdbcRunner.NO_PARAMETERS, row -> row.getLong(1));
  }

  /** Stores how far a job has come that this transaction has locked. */
  public void update(Connection connection, Job job) throws SQLException {
    JobDetails details = job.details();
    JdbcRunner.update(
        connection,
        UPDATE,
        parameters ->
            parameters
                .add(details.state().name())
                .add(details.done())
                .add(details.seen())
                .add(details.startedAt())
                .add(details.finishedAt())
                .add(details.error())
                .add(job.subscriptionId())
                .add(job.place())
                .add(text(details.missing()))
                .add(details.id()));
  }

  /** Deletes those that ended before a moment. */
  public int clean(Connection connection, Instant before) throws SQLException {
    return JdbcRunner.update(connection, CLEAN, parameters -> parameters.add(before));
  }

  private static Job job(ResultSet row) throws SQLException {
    JobRequest request =
        new JobRequest(
            JobKind.valueOf(row.getString(2)),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            time(row, 7),
            ids(row.getString(19)));
    JobDetails details =
        new JobDetails(
            row.getLong(1),
            request,
            JobState.valueOf(row.getString(8)),
            row.getLong(9),
            row.getLong(10),
            row.getLong(11),
            row.getString(12),
            time(row, 13),
            time(row, 14),
            time(row, 15),
            row.getString(16),
            ids(row.getString(20)));
    return new Job(details, row.getLong(17), row.getString(18));
  }

  private static String text(List<MessageId> ids) {
    return ids.stream()
        .map(id -> HexFormat.of().formatHex(id.toBytes()))
        .collect(Collectors.joining(","));
  }

  /** Null in rows of before there were such jobs. */
  private static List<MessageId> ids(String textOrNull) {
    return textOrNull == null || textOrNull.isEmpty()
        ? List.of()
        : COMMA
            .splitAsStream(textOrNull)
            .map(digits -> MessageId.of(HexFormat.of().parseHex(digits)))
            .toList();
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}

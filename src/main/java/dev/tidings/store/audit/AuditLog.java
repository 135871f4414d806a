package dev.tidings.store.audit;

import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditEntry;
import dev.tidings.api.AuditFilter;
import dev.tidings.api.AuditKind;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The entries, newest first. Nobody changes one; housekeeping deletes old ones. */
@ApplicationScoped
public class AuditLog {
  private static final String ADD =
      """
      INSERT INTO tidings.audit_entry
        (made_at, actor, address, action, kind, object_id, object_name, changes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

  /* By the primary key backwards: a page ends as soon as it is full. */
  private static final String READ =
      """
      SELECT id, made_at, actor, address, action, kind, object_id, object_name, changes
      FROM tidings.audit_entry
      WHERE id < ?""";

  /* By audit_entry_by_time. */
  private static final String CLEAN =
      """
      DELETE FROM tidings.audit_entry WHERE id IN (
        SELECT id FROM tidings.audit_entry WHERE made_at < ? ORDER BY made_at LIMIT ?)""";

  /** Stores an entry; its id is not used. */
  public void add(Connection connection, AuditEntry entry) throws SQLException {
    JdbcRunner.update(
        connection,
        ADD,
        parameters ->
            parameters
                .add(entry.at())
                .add(entry.actor())
                .add(entry.address())
                .add(entry.action().name())
                .add(entry.kind().name())
                .add(entry.objectId())
                .add(entry.objectName())
                .addArray("varchar", texts(entry.changes())));
  }

  /** Three texts for each change. */
  private static Object[] texts(List<AuditEntry.Change> changes) {
    return changes.stream()
        .flatMap(change -> Stream.of(change.field(), change.before(), change.after()))
        .toArray();
  }

  /** Those before an id that the filter lets through; 0 is no id. */
  public List<AuditEntry> read(Connection connection, AuditFilter filter, int limit)
      throws SQLException {
    List<Condition> conditions = conditions(filter);
    StringBuilder sql = new StringBuilder(READ);
    conditions.forEach(condition -> sql.append(" AND ").append(condition.sql()));
    sql.append(" ORDER BY id DESC LIMIT ?");
    long after = filter.page().after();
    return JdbcRunner.query(
        connection,
        sql.toString(),
        parameters -> {
          parameters.add(after == 0 ? Long.MAX_VALUE : after);
          for (Condition condition : conditions) {
            condition.binder().bind(parameters);
          }
          parameters.add(limit);
        },
        AuditLog::entry);
  }

  private record Condition(String sql, JdbcRunner.Binder binder) {}

  private static List<Condition> conditions(AuditFilter filter) {
    List<Condition> all = new ArrayList<>();
    if (!filter.actor().isEmpty()) {
      all.add(new Condition("actor = ?", parameters -> parameters.add(filter.actor())));
    }
    filter.action().ifPresent(it -> all.add(new Condition("action = ?", to -> to.add(it.name()))));
    filter.kind().ifPresent(it -> all.add(new Condition("kind = ?", to -> to.add(it.name()))));
    if (filter.from() != null) {
      all.add(new Condition("made_at >= ?", parameters -> parameters.add(filter.from())));
    }
    if (filter.to() != null) {
      all.add(new Condition("made_at < ?", parameters -> parameters.add(filter.to())));
    }
    String name = filter.page().nameContains();
    if (!name.isEmpty()) {
      // Not LIKE: what is looked for may contain its special characters.
      all.add(
          new Condition(
              "position(CAST(? AS VARCHAR(500)) IN object_name) > 0",
              parameters -> parameters.add(name)));
    }
    return all;
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getString(3),
        row.getString(4),
        AuditAction.valueOf(row.getString(5)),
        AuditKind.valueOf(row.getString(6)),
        row.getLong(7),
        row.getString(8),
        changes((Object[]) row.getArray(9).getArray()));
  }

  private static List<AuditEntry.Change> changes(Object[] texts) {
    List<AuditEntry.Change> changes = new ArrayList<>();
    for (int at = 0; at + 2 < texts.length; at += 3) {
      changes.add(
          new AuditEntry.Change(
              texts[at].toString(), texts[at + 1].toString(), texts[at + 2].toString()));
    }
    return changes;
  }

  /** Deletes some of those before a moment, and tells how many. */
  public int clean(Connection connection, Instant before, int limit) throws SQLException {
    return JdbcRunner.update(connection, CLEAN, parameters -> parameters.add(before).add(limit));
  }
}

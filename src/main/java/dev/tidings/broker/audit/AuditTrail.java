package dev.tidings.broker.audit;

import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditEntry;
import dev.tidings.api.AuditFilter;
import dev.tidings.api.AuditKind;
import dev.tidings.api.CurrentAdministrator;
import dev.tidings.api.Page;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.audit.AuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes into the audit log what an administrator does, in the transaction that does it, so that
 * neither is there without the other.
 */
@ApplicationScoped
public class AuditTrail {
  /** In place of a secret that is new. */
  public static final String CHANGED = "(changed)";

  @Inject Database database;
  @Inject AuditLog auditLog;
  @Inject @DatabaseTime Clock clock;

  /** One for each transport for administrators; at most one of them serves this thread. */
  @Inject Instance<CurrentAdministrator> administrators;

  /** What an entry is about. */
  public record Target(AuditKind kind, long id, String name) {}

  public void created(Target target, Map<String, String> fields) {
    write(AuditAction.CREATE, target, Map.of(), fields);
  }

  /** Writes nothing where nothing has changed. */
  public void changed(Target target, Map<String, String> before, Map<String, String> after) {
    if (!before.equals(after)) {
      write(AuditAction.CHANGE, target, before, after);
    }
  }

  public void deleted(Target target, Map<String, String> fields) {
    write(AuditAction.DELETE, target, fields, Map.of());
  }

  /** Something that is no change of an object. */
  public void did(AuditAction action, Target target, Map<String, String> fields) {
    write(action, target, Map.of(), fields);
  }

  /** The endpoint that administers on this thread; empty for code inside the server. */
  public String actor() {
    return current(CurrentAdministrator::endpointName);
  }

  private String current(Function<CurrentAdministrator, String> part) {
    return administrators.stream().map(part).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private void write(
      AuditAction action, Target target, Map<String, String> before, Map<String, String> after) {
    AuditEntry entry =
        new AuditEntry(
            0,
            clock.instant(),
            actor(),
            current(CurrentAdministrator::address),
            action,
            target.kind(),
            target.id(),
            target.name(),
            changes(before, after));
    database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          auditLog.add(connection, entry);
          return entry;
        });
  }

  /** The fields whose values differ. */
  public static List<AuditEntry.Change> changes(
      Map<String, String> before, Map<String, String> after) {
    Map<String, String> all = new LinkedHashMap<>(before);
    all.putAll(after);
    return all.keySet().stream()
        .map(
            name ->
                new AuditEntry.Change(
                    name, before.getOrDefault(name, ""), after.getOrDefault(name, "")))
        .filter(change -> !change.before().equals(change.after()))
        .toList();
  }

  public Page<AuditEntry> page(AuditFilter filter) {
    int limit = filter.page().limit();
    List<AuditEntry> found =
        database.read(connection -> auditLog.read(connection, filter, limit + 1));
    List<AuditEntry> rows = found.stream().limit(limit).toList();
    return new Page<>(rows, found.size() == rows.size() ? 0 : rows.get(rows.size() - 1).id());
  }
}

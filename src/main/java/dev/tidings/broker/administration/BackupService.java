package dev.tidings.broker.administration;

import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditKind;
import dev.tidings.api.DatabaseBackup;
import dev.tidings.api.DatabaseBackups;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** Backups of the database, of which the audit log knows before anybody gets a byte. */
@ApplicationScoped
public class BackupService implements DatabaseBackups {
  private static final AuditTrail.Target DATABASE =
      new AuditTrail.Target(AuditKind.DATABASE, 0, "tidings");

  @Inject private Database database;
  @Inject private AuditTrail auditTrail;

  @Override
  public DatabaseBackup begin() {
    DatabaseBackup backup = database.backup();
    boolean isKnown = false;
    try {
      auditTrail.did(AuditAction.BACKUP, DATABASE, Map.of("bytes", Long.toString(backup.size())));
      isKnown = true;
    } finally {
      if (!isKnown) {
        backup.close();
      }
    }
    return backup;
  }
}

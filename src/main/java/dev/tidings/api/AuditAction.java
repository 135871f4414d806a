package dev.tidings.api;

import java.util.Locale;

/** What an administrator did. */
public enum AuditAction {
  CREATE,
  CHANGE,
  DELETE,
  /** A job, see {@link JobDetails}. */
  START,
  CANCEL,
  DISCONNECT,
  /** An alert, see {@link AlertDetails}. */
  ACKNOWLEDGE,
  /** All messages of a queue. */
  CLEAR,
  /** One message of a queue. */
  REMOVE,
  /** Dead letters. */
  REDELIVER,
  /** Dead letters. */
  DISCARD,
  /** By hand, as the server itself. */
  PUBLISH,
  /** Of the database. */
  BACKUP;

  /** Such as {@code create}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

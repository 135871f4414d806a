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
  DISCONNECT;

  /** Such as {@code create}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

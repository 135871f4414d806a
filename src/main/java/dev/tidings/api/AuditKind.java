package dev.tidings.api;

import java.util.Locale;

/** What an administrator did something to. */
public enum AuditKind {
  TOPIC,
  ENDPOINT,
  SUBSCRIPTION,
  JOB,
  CONNECTION,
  /** Has no id. */
  ALERT,
  DATABASE;

  /** Such as {@code topic}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

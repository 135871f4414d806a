package dev.tidings.api;

import java.util.Locale;

/**
 * The optional text fields of a message, which are passed on as they are: 1 to 200 characters, none
 * of them a control character. What stores, compares, reads or writes messages goes through this
 * list, so a new field needs only its constant here, its methods in {@link Publication} and {@link
 * Message}, and its columns in the database.
 *
 * <p>The order is that of the fields in JSON. New fields come last.
 */
public enum TextField {
  CORREL_ID,
  IN_REPLY_TO,
  EXT_CLIENT_ID,
  SUBJECT,
  TRACEPARENT;

  private final String fieldName = name().toLowerCase(Locale.ROOT);

  /** The name in JSON, which is also that of the column. */
  public String fieldName() {
    return fieldName;
  }
}

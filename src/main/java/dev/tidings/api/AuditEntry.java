package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * Something that an administrator did.
 *
 * @param id grows with time
 * @param actor the endpoint that did it; empty for code inside the server
 * @param address where its request came from; empty for code inside the server
 * @param objectId of the object, which may be gone
 * @param objectName its name at that time; after a change, the new one
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String address,
    AuditAction action,
    AuditKind kind,
    long objectId,
    String objectName,
    List<Change> changes)
    implements Serializable {

  /** What has changed, in a field of the API. A secret is never shown. */
  public record Change(String field, String before, String after) implements Serializable {}

  public AuditEntry {
    changes = List.copyOf(changes);
  }
}

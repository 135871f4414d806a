package dev.tidings.api;

import java.io.Serializable;
import java.util.List;

/**
 * What a document of definitions changes.
 *
 * @param name of the topic or endpoint; of a subscription, the endpoint's and the topic's
 */
public record DefinitionChange(
    AuditAction action, AuditKind kind, String name, List<AuditEntry.Change> changes)
    implements Serializable {

  public DefinitionChange {
    changes = List.copyOf(changes);
  }
}

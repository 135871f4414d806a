package dev.tidings.store.endpoint;

import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import java.util.List;

/**
 * What every request needs of an endpoint, its patterns compiled; remembered, so up to 1 s old.
 *
 * @param patterns in their order; the first that matches counts
 */
public record EndpointSnapshot(
    long id,
    long version,
    String name,
    EndpointType type,
    Role role,
    boolean isActive,
    List<TopicPermission> patterns) {

  public EndpointSnapshot {
    patterns = List.copyOf(patterns);
  }

  /** The same endpoint as it is while it is active, or is not. */
  public EndpointSnapshot withActivity(boolean isActive) {
    return new EndpointSnapshot(id, version, name, type, role, isActive, patterns);
  }
}

package dev.tidings.endpoint;

import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import java.util.List;

/**
 * What every request needs of an endpoint, its patterns compiled; remembered, so up to 1 s old.
 *
 * @param patterns in their order; the first that matches counts
 */
public record KnownEndpoint(
    long id,
    long version,
    String name,
    EndpointType type,
    Role role,
    boolean isActive,
    List<PatternLine> patterns) {

  public KnownEndpoint {
    patterns = List.copyOf(patterns);
  }

  /** The same endpoint as it is while it is active, or is not. */
  public KnownEndpoint withActivity(boolean isActive) {
    return new KnownEndpoint(id, version, name, type, role, isActive, patterns);
  }
}

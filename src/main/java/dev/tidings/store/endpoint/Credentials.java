package dev.tidings.store.endpoint;

import dev.tidings.api.Role;

/**
 * What a login is verified against; always read from the database.
 *
 * @param version of the endpoint, which changes with its password, role and activity
 */
public record Credentials(
    long endpointId,
    long version,
    String endpointName,
    Role role,
    boolean isActive,
    String passwordHash) {

  /** Whose they are; never the hash. */
  @Override
  public String toString() {
    return "credentials of " + endpointName;
  }
}

package dev.tidings.security;

import dev.tidings.api.Role;
import java.util.Objects;

/**
 * The endpoint that a request comes from.
 *
 * @param loginStatus whether it could log in again, for requests that wait before they are answered
 */
public record Caller(String endpointName, Role role, LoginStatus loginStatus) {

  /** One whose login stays good. */
  public Caller(String endpointName, Role role) {
    this(endpointName, role, LoginStatus.of(() -> true));
  }

  /** Whether it is the same endpoint with the same role. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Caller caller
        && caller.endpointName.equals(endpointName)
        && caller.role == role;
  }

  @Override
  public int hashCode() {
    return Objects.hash(endpointName, role);
  }
}

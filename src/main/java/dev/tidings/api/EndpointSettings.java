package dev.tidings.api;

import java.io.Serializable;
import java.util.List;

/**
 * Everything that an administrator says about an endpoint.
 *
 * @param name 1 to 200 printable characters of any script
 * @param username for logins, 1 to 200 printable characters without a colon; empty for an endpoint
 *     that never logs in
 * @param password what the endpoint logs in with, 8 to 200 characters; empty to keep the stored one
 * @param patterns lines such as {@code pub=/orders/*} and {@code sub=/orders/**}; the first that
 *     matches counts
 * @param isActive false refuses logins
 */
public record EndpointSettings(
    String name,
    EndpointType type,
    Role role,
    String username,
    String password,
    List<String> patterns,
    boolean isActive)
    implements Serializable {

  public static final int MAX_PATTERNS = 200;

  public EndpointSettings {
    patterns = List.copyOf(patterns);
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "%s (%s, %s) %s".formatted(name, type.wireName(), role.wireName(), patterns);
  }
}

package dev.tidings.store.session;

import java.time.Instant;

/**
 * A login as it was when the session began.
 *
 * @param passwordDigest of the stored hash of the password
 */
public record LoginSession(
    long endpointId, String username, String passwordDigest, Instant expiresAt) {

  /** Whether the endpoint still has the password that the session began with. */
  public boolean beganWith(String passwordHash) {
    return passwordDigest.equals(SessionToken.digest(passwordHash));
  }
}

package dev.tidings.security;

import java.time.Instant;

/**
 * A login that a browser stays with.
 *
 * @param token the secret that the browser keeps in a cookie
 * @param csrfToken what each request has to carry besides the cookie; only pages of ours learn it
 */
public record SessionLogin(Caller caller, String token, String csrfToken, Instant expiresAt) {
  /** Whose it is; never the secrets. */
  @Override
  public String toString() {
    return "session of " + caller.endpointName();
  }
}

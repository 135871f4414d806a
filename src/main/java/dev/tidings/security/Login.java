package dev.tidings.security;

import dev.tidings.endpoint.Credentials;

/** A login that somebody stays with: on a connection, where a request is over at once. */
public final class Login {
  private final String username;
  private volatile Credentials verified;

  Login(String username, Credentials verified) {
    this.username = username;
    this.verified = verified;
  }

  public Caller caller() {
    return new Caller(verified.endpointName(), verified.role());
  }

  String username() {
    return username;
  }

  Credentials verified() {
    return verified;
  }

  /** False when these are not what the login was verified against. */
  boolean renew(Credentials stored) {
    boolean isSame =
        stored.isActive()
            && stored.endpointId() == verified.endpointId()
            && stored.endpointName().equals(verified.endpointName())
            && stored.passwordHash().equals(verified.passwordHash());
    if (isSame) {
      verified = stored;
    }
    return isSame;
  }

  /** Who; never the password or its hash. */
  @Override
  public String toString() {
    return "login of " + verified.endpointName();
  }
}

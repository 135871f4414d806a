package dev.tidings.security;

import dev.tidings.api.Role;
import dev.tidings.store.endpoint.Credentials;
import java.util.Optional;

/** Looks whether somebody who logged in a while ago could still do so. */
final class LoginStatusCheck implements LoginStatus {
  private final String username;
  private final VerifiedLogins logins;
  private final EndpointIdentityStore identities;
  private volatile Credentials verified;

  LoginStatusCheck(
      String username,
      Credentials verified,
      VerifiedLogins logins,
      EndpointIdentityStore identities) {
    this.username = username;
    this.verified = verified;
    this.logins = logins;
    this.identities = identities;
  }

  @Override
  public boolean isKnownToBeGood() {
    return logins.isKnownToBeCurrent(verified);
  }

  @Override
  public boolean concerns(long endpointId) {
    return verified.endpointId() == endpointId;
  }

  @Override
  public boolean isGood() {
    if (logins.isCurrent(verified)) {
      return true;
    }
    Optional<Credentials> same = identities.stored(username).filter(this::areTheSame);
    same.ifPresent(stored -> verified = stored);
    return same.isPresent();
  }

  @Override
  public boolean isGoodAs(Role role) {
    return isGood() && verified.role() == role;
  }

  private boolean areTheSame(Credentials stored) {
    return stored.isActive()
        && stored.endpointId() == verified.endpointId()
        && stored.endpointName().equals(verified.endpointName())
        && stored.passwordHash().equals(verified.passwordHash());
  }
}

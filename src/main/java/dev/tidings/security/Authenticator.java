package dev.tidings.security;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.endpoint.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Tells for every transport which endpoint is calling. */
@ApplicationScoped
public class Authenticator {
  private EndpointIdentityStore identities;
  private VerifiedLogins logins;
  private LoginAttempts attempts;

  /** For the proxies of CDI. */
  protected Authenticator() {}

  @Inject
  public Authenticator(
      EndpointIdentityStore identities, VerifiedLogins logins, LoginAttempts attempts) {
    this.identities = identities;
    this.logins = logins;
    this.attempts = attempts;
  }

  /**
   * The caller with these credentials. One that was verified in the last five minutes passes at
   * once, even while failures of others are being held off; a changed password, role or activity
   * counts at once on the node that changed it, and within a second on others.
   *
   * @param address where the request comes from, without the port
   * @throws TidingsException {@link ErrorType#NOT_AUTHENTICATED}, or {@link
   *     ErrorType#TOO_MANY_ATTEMPTS} with the time to wait
   */
  public Caller authenticate(String username, String password, String address) {
    return logIn(username, password, address).caller();
  }

  /**
   * As {@link #authenticate}, for a caller that stays.
   *
   * @throws TidingsException as {@link #authenticate}
   */
  public Login logIn(String username, String password, String address) {
    if (!LoginRules.arePlausible(username, password)) {
      throw notAuthenticated();
    }
    Credentials verified =
        logins.verified(
            username,
            password,
            () -> attempts.limited(username, address, () -> verify(username, password)));
    return new Login(
        new Caller(verified.endpointName(), verified.role()),
        new StandingCheck(username, verified, logins, identities));
  }

  private Credentials verify(String username, String password) {
    return identities.verify(username, password).orElseThrow(Authenticator::notAuthenticated);
  }

  /** The same words for everything that can be wrong, so that they help nobody to guess. */
  private static TidingsException notAuthenticated() {
    return new TidingsException(
        ErrorType.NOT_AUTHENTICATED, "The username or the password is missing or wrong");
  }
}

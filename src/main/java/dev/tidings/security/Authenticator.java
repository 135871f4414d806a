package dev.tidings.security;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.security.password.HashingQueue;
import dev.tidings.store.endpoint.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Tells for every transport which endpoint is calling. */
@ApplicationScoped
public class Authenticator {
  private EndpointIdentityStore identities;
  private VerifiedLogins logins;
  private LoginAttempts attempts;
  private HashingQueue hashing;
  private LoginThreadLimit waits;

  /** For the proxies of CDI. */
  protected Authenticator() {}

  @Inject
  public Authenticator(
      EndpointIdentityStore identities,
      VerifiedLogins logins,
      LoginAttempts attempts,
      HashingQueue hashing,
      LoginThreadLimit waits) {
    this.identities = identities;
    this.logins = logins;
    this.attempts = attempts;
    this.hashing = hashing;
    this.waits = waits;
  }

  /**
   * The caller with these credentials. One that was verified in the last minutes passes at once,
   * even while failures of others are being held off and passwords of others are being hashed; a
   * changed password, role or activity counts at once on the node that changed it, and within a
   * second on others.
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
    requirePlausible(username, password);
    return known(username, password)
        .orElseGet(
            () ->
                waits.during(
                    ClientNetwork.of(address),
                    () -> HashingQueue.await(verify(username, password, address))));
  }

  /**
   * As {@link #logIn}, but holds no thread while the password is hashed. May ask the database
   * before it returns.
   *
   * @return ends on a thread that hashes passwords, so nothing that takes long may follow on it;
   *     with a {@link TidingsException} as {@link #authenticate} throws it
   */
  public CompletionStage<Login> logInAsync(String username, String password, String address) {
    try {
      requirePlausible(username, password);
      return known(username, password)
          .map(CompletableFuture::completedFuture)
          .orElseGet(() -> verify(username, password, address));
    } catch (TidingsException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  /**
   * Tells of each endpoint that this node has changed or deleted, by its id: logins of it should be
   * looked at. The listener must not be held up.
   */
  public void whenChanged(LongConsumer endpointListener) {
    logins.whenChanged(endpointListener);
  }

  private static void requirePlausible(String username, String password) {
    if (!LoginRules.arePlausible(username, password)) {
      throw notAuthenticated();
    }
  }

  /** A renewal costs no attempt: the password was right and has not changed since. */
  private Optional<Login> known(String username, String password) {
    HashingQueue.Client client = new HashingQueue.Client(username, true);
    return logins
        .find(username, password, () -> hash(client, username, password))
        .map(verified -> login(username, verified));
  }

  private CompletableFuture<Login> verify(String username, String password, String address) {
    Supplier<CompletableFuture<Credentials>> verification =
        () -> attempts.limited(username, address, client -> hash(client, username, password));
    return logins
        .verify(username, password, verification)
        .thenCompose(
            verified ->
                logins.isCurrent(verified)
                    ? CompletableFuture.completedFuture(verified)
                    : logins.verify(username, password, verification))
        .thenApply(verified -> login(username, verified));
  }

  private CompletableFuture<Credentials> hash(
      HashingQueue.Client client, String username, String password) {
    return hashing.submit(
        client,
        () -> identities.verify(username, password).orElseThrow(Authenticator::notAuthenticated));
  }

  private Login login(String username, Credentials verified) {
    LoginStatus loginStatus = new LoginStatusCheck(username, verified, logins, identities);
    return new Login(
        new Caller(verified.endpointName(), verified.role(), loginStatus), loginStatus);
  }

  /** The same words for everything that can be wrong, so that they help nobody to guess. */
  private static TidingsException notAuthenticated() {
    return new TidingsException(
        ErrorType.NOT_AUTHENTICATED, "The username or the password is missing or wrong");
  }
}

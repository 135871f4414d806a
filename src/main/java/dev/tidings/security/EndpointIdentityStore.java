package dev.tidings.security;

import dev.tidings.endpoint.Credentials;
import dev.tidings.endpoint.Endpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies credentials against the endpoints. It is an identity store of Jakarta Security, so an
 * application can also use it for the container's logins; WildFly offers password hashing only to
 * applications that have one.
 */
@ApplicationScoped
public class EndpointIdentityStore implements IdentityStore {
  private Endpoints endpoints;
  private Passwords passwords;

  /** For the proxies of CDI. */
  protected EndpointIdentityStore() {}

  @Inject
  public EndpointIdentityStore(Endpoints endpoints, Passwords passwords) {
    this.endpoints = endpoints;
    this.passwords = passwords;
  }

  /** The name of the endpoint, with its role as the only group. */
  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof UsernamePasswordCredential login
        ? verify(login.getCaller(), login.getPasswordAsString())
            .map(EndpointIdentityStore::valid)
            .orElse(CredentialValidationResult.INVALID_RESULT)
        : CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  /** The active endpoint that logs in with these; it takes as long when there is none. */
  Optional<Credentials> verify(String username, String password) {
    if (!LoginRules.arePlausible(username, password)) {
      return Optional.empty();
    }
    Optional<Credentials> stored = stored(username);
    boolean isRight = passwords.isRight(password, stored.map(Credentials::passwordHash));
    return stored.filter(credentials -> isRight && credentials.isActive());
  }

  /** What a login is verified against, of the endpoint with that username. */
  Optional<Credentials> stored(String username) {
    return endpoints.credentials(username);
  }

  private static CredentialValidationResult valid(Credentials credentials) {
    return new CredentialValidationResult(
        credentials.endpointName(), Set.of(credentials.role().wireName()));
  }
}

package dev.tidings.security;

import dev.tidings.security.password.Passwords;
import dev.tidings.store.endpoint.Credentials;
import dev.tidings.store.endpoint.Endpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies credentials against the endpoints. WildFly offers password hashing only to applications
 * that have a class of this interface. It is no bean of that type and validates nothing: a
 * container asks all identity stores of an application, and endpoints must not become logins of an
 * application that has this class among its libraries.
 */
@ApplicationScoped
@Typed(EndpointIdentityStore.class)
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

  @Override
  public Set<ValidationType> validationTypes() {
    return Set.of();
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
}

package dev.tidings.store.endpoint;

import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.jpa.EntityManagers;
import dev.tidings.platform.database.jpa.EntityStore;
import dev.tidings.platform.database.jpa.ReadCache;
import dev.tidings.platform.database.jpa.ReadCaches;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Finds and stores endpoints. {@code find} answers from memory and may be a second old; the others
 * answer from the database. Changes need a transaction.
 */
@ApplicationScoped
public class Endpoints {
  private EntityManagers entities;

  private Database database;
  private PasswordHasher passwords;

  private ReadCache<String, EndpointSnapshot> knownByName;
  private ReadCache<Long, EndpointSnapshot> knownById;

  /** For the proxies of CDI. */
  protected Endpoints() {}

  @Inject
  public Endpoints(
      Database database, ReadCaches caches, EntityManagers entities, PasswordHasher passwords) {
    this.entities = entities;
    this.database = database;
    this.passwords = passwords;
    knownByName = caches.loading(name -> database.read(c -> EndpointRow.read(c, name)));
    knownById = caches.loading(id -> database.read(c -> EndpointRow.read(c, id)));
  }

  /** For publishing and receiving, so without SQL in most cases. */
  public Optional<EndpointSnapshot> find(String name) {
    return knownByName.find(name);
  }

  /** For publishing and receiving, so without SQL in most cases. */
  public Optional<EndpointSnapshot> find(long id) {
    return knownById.find(id);
  }

  /** The same without SQL in any case; empty also when it is not remembered. */
  public Optional<EndpointSnapshot> remembered(long id) {
    return knownById.remembered(id);
  }

  /** Tells of each endpoint that this node has changed or deleted, and must not be held up. */
  public void whenChanged(LongConsumer listener) {
    knownById.whenChanged(listener::accept);
  }

  /** What a login with that username is verified against, from the database. */
  public Optional<Credentials> credentials(String username) {
    return database.read(c -> EndpointRow.credentials(c, username));
  }

  /**
   * The endpoint, from the database.
   *
   * @throws TidingsException {@link ErrorType#NOT_FOUND}
   */
  public Endpoint require(long id) {
    Endpoint endpoint = entities.call(manager -> manager.find(Endpoint.class, id));
    if (endpoint == null) {
      throw new TidingsException(ErrorType.NOT_FOUND, "There is no endpoint with the id " + id);
    }
    return endpoint;
  }

  /** The endpoint of that name, from the database. */
  public Optional<Endpoint> stored(String name) {
    return entities.call(
        manager ->
            manager
                .createNamedQuery(Endpoint.BY_NAME, Endpoint.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst());
  }

  /** Whether there is none at all, not even a built-in one: the database is new. */
  public boolean areNone() {
    return count(Endpoint.COUNT) == 0;
  }

  /** How many can log in to administer. */
  public long countAdministrators() {
    return count(Endpoint.COUNT_ADMINISTRATORS);
  }

  private long count(String query) {
    return entities.call(manager -> manager.createNamedQuery(query, Long.class).getSingleResult());
  }

  public Page<EndpointDetails> page(PageRequest request) {
    List<Endpoint> endpoints =
        entities.call(
            manager ->
                EntityStore.onePastPage(
                    manager
                        .createNamedQuery(Endpoint.PAGE, Endpoint.class)
                        .setParameter("after", request.after())
                        .setParameter("text", request.nameContains()),
                    request.limit()));
    List<EndpointDetails> rows =
        endpoints.stream().limit(request.limit()).map(Endpoint::details).toList();
    boolean isLast = endpoints.size() == rows.size();
    return new Page<>(rows, isLast ? 0 : rows.get(rows.size() - 1).id());
  }

  /**
   * Stores a new endpoint.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} with every rule that is broken, or
   *     {@link ErrorType#CONFLICT} if the name or the username is taken
   */
  public Endpoint add(EndpointSettings settings, Instant createdAt) {
    EndpointRules.require(settings, false);
    return store(settings, passwordHash(settings), createdAt);
  }

  /**
   * The same with a hash in place of a password.
   *
   * @throws TidingsException as the above
   */
  public Endpoint add(EndpointSettings settings, PasswordHash hash, Instant createdAt) {
    EndpointRules.require(settings, true);
    return store(settings, Optional.of(hash.text()), createdAt);
  }

  /**
   * Stores an endpoint that every installation has. How good its password is has been decided by
   * whoever runs the server.
   */
  public Endpoint addBuiltIn(EndpointSettings settings, Instant createdAt) {
    return store(settings, passwordHash(settings), createdAt);
  }

  private Endpoint store(EndpointSettings settings, Optional<String> hash, Instant createdAt) {
    Endpoint endpoint = new Endpoint(settings, hash, createdAt);
    knownByName.invalidate(endpoint.name());
    return entities.call(
        manager -> {
          manager.persist(endpoint);
          return flushed(manager, endpoint);
        });
  }

  /**
   * Replaces all settings of the version given; without a password they keep the stored one.
   *
   * @throws TidingsException {@link ErrorType#NOT_FOUND}, {@link ErrorType#STALE_VERSION}, {@link
   *     ErrorType#INVALID_INPUT} with every rule that is broken, or {@link ErrorType#CONFLICT} if
   *     the name or the username is taken
   */
  public Endpoint change(long id, long version, EndpointSettings settings) {
    return change(id, version, settings, Optional.empty());
  }

  /**
   * The same with a hash in place of a password.
   *
   * @throws TidingsException as the above
   */
  public Endpoint change(
      long id, long version, EndpointSettings settings, Optional<PasswordHash> hash) {
    Endpoint endpoint = require(id);
    EntityStore.requireVersion(version, endpoint.version());
    EndpointRules.require(settings, endpoint.hasPassword() || hash.isPresent());
    invalidate(endpoint);
    endpoint.apply(settings, hash.map(PasswordHash::text).or(() -> passwordHash(settings)));
    invalidate(endpoint);
    return entities.call(manager -> flushed(manager, endpoint));
  }

  /** Whether that is the password of the endpoint now. */
  public boolean hasPassword(Endpoint endpoint, String password) {
    return endpoint.passwordHash().filter(hash -> passwords.matches(password, hash)).isPresent();
  }

  /** All of them but the server's own, from the database. */
  public List<Endpoint> allOrdinary() {
    return entities.call(
        manager ->
            manager
                .createNamedQuery(Endpoint.PAGE, Endpoint.class)
                .setParameter("after", 0L)
                .setParameter("text", "")
                .getResultStream()
                .filter(Endpoint::isOrdinary)
                .toList());
  }

  /** Its subscriptions must be gone before. */
  public void remove(Endpoint endpoint) {
    invalidate(endpoint);
    entities.run(
        manager -> {
          manager.remove(endpoint);
          manager.flush();
        });
  }

  private Optional<String> passwordHash(EndpointSettings settings) {
    return Optional.of(settings.password()).filter(p -> !p.isEmpty()).map(passwords::hash);
  }

  private void invalidate(Endpoint endpoint) {
    knownByName.invalidate(endpoint.name());
    knownById.invalidate(endpoint.id());
  }

  private static Endpoint flushed(EntityManager manager, Endpoint endpoint) {
    EntityStore.flush(
        manager, "The name or the username of " + endpoint.name() + " is taken already");
    return endpoint;
  }
}

package dev.tidings.store.subscription;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.SubscriptionFilter;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.jpa.EntityManagers;
import dev.tidings.platform.database.jpa.EntityStore;
import dev.tidings.platform.database.jpa.ReadCache;
import dev.tidings.platform.database.jpa.ReadCaches;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds and stores subscriptions. {@code find} answers from memory and may be a second old; the
 * others answer from the database. Changes need a transaction.
 */
@ApplicationScoped
public class Subscriptions {
  private static final String CONFLICT = "The subscription exists already";

  /** Who is subscribed to what. */
  private record Owner(long endpointId, long topicId) {}

  private EntityManagers entities;

  private Database database;

  private ReadCache<SubscriptionKey, SubscriptionSnapshot> knownByKey;
  private ReadCache<Owner, SubscriptionSnapshot> knownByOwner;

  /** For the proxies of CDI. */
  protected Subscriptions() {}

  @Inject
  public Subscriptions(Database database, ReadCaches caches, EntityManagers entities) {
    this.entities = entities;
    this.database = database;
    knownByKey = caches.loading(key -> database.read(c -> SubscriptionRow.read(c, key)));
    knownByOwner =
        caches.loading(
            owner ->
                database.read(c -> SubscriptionRow.read(c, owner.endpointId(), owner.topicId())));
  }

  /** For receiving, so without SQL in most cases. */
  public Optional<SubscriptionSnapshot> find(SubscriptionKey key) {
    return knownByKey.find(key);
  }

  /** For receiving, so without SQL in most cases. */
  public Optional<SubscriptionSnapshot> find(long endpointId, long topicId) {
    return knownByOwner.find(new Owner(endpointId, topicId));
  }

  /** From the database; exact under the topic's lock. */
  public Optional<SubscriptionSnapshot> stored(long endpointId, long topicId) {
    return database.read(c -> SubscriptionRow.read(c, endpointId, topicId));
  }

  /** From the database, if it is still there. */
  public Optional<Subscription> stored(long id) {
    return Optional.ofNullable(entities.call(manager -> manager.find(Subscription.class, id)));
  }

  /**
   * The subscription, from the database.
   *
   * @throws TidingsException {@link ErrorType#NOT_FOUND}
   */
  public Subscription require(long id) {
    return stored(id)
        .orElseThrow(
            () ->
                new TidingsException(
                    ErrorType.NOT_FOUND, "There is no subscription with the id " + id));
  }

  /** All subscriptions to the topic, older ones first. */
  public List<Subscription> ofTopic(long topicId) {
    return entities.call(
        manager ->
            query(manager, Subscription.OF_TOPIC).setParameter("topicId", topicId).getResultList());
  }

  /** All subscriptions of the endpoint, older ones first. */
  public List<Subscription> ofEndpoint(long endpointId) {
    return entities.call(
        manager ->
            query(manager, Subscription.OF_ENDPOINT)
                .setParameter("endpointId", endpointId)
                .getResultList());
  }

  /** All subscriptions, from the database, older ones first. */
  public List<Subscription> all() {
    return entities.call(
        manager -> query(manager, Subscription.PAGE).setParameter("after", 0L).getResultList());
  }

  /** Those whose topic or endpoint has a name with the text that is asked for. */
  public Page<Subscription> page(PageRequest request) {
    return page(SubscriptionFilter.of(request));
  }

  /** The same, of one topic or endpoint. */
  public Page<Subscription> page(SubscriptionFilter filter) {
    PageRequest request = filter.page();
    List<Subscription> found =
        entities.call(
            manager -> EntityStore.onePastPage(pageQuery(manager, filter), request.limit()));
    List<Subscription> rows = found.stream().limit(request.limit()).toList();
    boolean isLast = found.size() == rows.size();
    return new Page<>(rows, isLast ? 0 : rows.get(rows.size() - 1).id());
  }

  /** The names of several, by their ids; those of subscriptions that are gone are missing. */
  public Map<Long, SubscriptionNames> names(List<Long> ids) {
    return database.read(connection -> SubscriptionRow.names(connection, ids));
  }

  /** How many there are. */
  public long count() {
    return entities.call(
        manager -> manager.createNamedQuery(Subscription.COUNT, Long.class).getSingleResult());
  }

  /** Stores it at once, so that its queue can refer to it. */
  public Subscription add(Subscription subscription) {
    invalidate(subscription);
    entities.run(
        manager -> {
          manager.persist(subscription);
          EntityStore.flush(manager, CONFLICT);
        });
    return subscription;
  }

  /**
   * Lets the subscription deliver messages or not.
   *
   * @throws TidingsException {@link ErrorType#NOT_FOUND} or {@link ErrorType#STALE_VERSION}
   */
  public Subscription change(long id, long version, boolean isActive) {
    Subscription subscription = require(id);
    EntityStore.requireVersion(version, subscription.version());
    invalidate(subscription);
    subscription.activate(isActive);
    entities.run(manager -> EntityStore.flush(manager, CONFLICT));
    return subscription;
  }

  /** Its queue goes with it. */
  public void remove(Subscription subscription) {
    invalidate(subscription);
    entities.run(
        manager -> {
          manager.remove(subscription);
          EntityStore.flush(manager, CONFLICT);
        });
  }

  private static TypedQuery<Subscription> pageQuery(
      EntityManager manager, SubscriptionFilter filter) {
    String text = filter.page().nameContains();
    TypedQuery<Subscription> query = query(manager, queryName(filter));
    query.setParameter("after", filter.page().after());
    if (filter.topicId() != 0) {
      query.setParameter("topicId", filter.topicId());
    }
    if (filter.endpointId() != 0) {
      query.setParameter("endpointId", filter.endpointId());
    }
    return text.isEmpty() ? query : query.setParameter("text", text);
  }

  /** Without a text no name is searched: that would go through all topics each time. */
  private static String queryName(SubscriptionFilter filter) {
    boolean hasText = !filter.page().nameContains().isEmpty();
    if (filter.topicId() != 0 && filter.endpointId() != 0) {
      return hasText ? Subscription.PAGE_OF_BOTH : Subscription.WHOLE_PAGE_OF_BOTH;
    }
    if (filter.topicId() != 0) {
      return hasText ? Subscription.PAGE_OF_TOPIC : Subscription.WHOLE_PAGE_OF_TOPIC;
    }
    if (filter.endpointId() != 0) {
      return hasText ? Subscription.PAGE_OF_ENDPOINT : Subscription.WHOLE_PAGE_OF_ENDPOINT;
    }
    return hasText ? Subscription.PAGE_BY_NAME : Subscription.PAGE;
  }

  private static TypedQuery<Subscription> query(EntityManager manager, String name) {
    return manager.createNamedQuery(name, Subscription.class);
  }

  private void invalidate(Subscription subscription) {
    knownByKey.invalidate(subscription.key());
    knownByOwner.invalidate(new Owner(subscription.endpointId(), subscription.topicId()));
  }
}

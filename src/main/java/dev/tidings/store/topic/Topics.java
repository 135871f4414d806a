package dev.tidings.store.topic;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
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

/**
 * Finds and stores topics. {@code find} answers from memory and may be a second old; the others
 * answer from the database. Changes need a transaction.
 */
@ApplicationScoped
public class Topics {
  private EntityManagers entities;

  private ReadCache<TopicName, TopicDetails> knownByName;
  private ReadCache<Long, TopicDetails> knownById;

  /** For the proxies of CDI. */
  protected Topics() {}

  @Inject
  public Topics(Database database, ReadCaches caches, EntityManagers entities) {
    this.entities = entities;
    knownByName = caches.loading(name -> database.read(c -> TopicRow.read(c, name)));
    knownById = caches.loading(id -> database.read(c -> TopicRow.read(c, id)));
  }

  /** For publishing and receiving; whoever takes the topic's lock compares the version again. */
  public Optional<TopicDetails> find(TopicName name) {
    return knownByName.find(name);
  }

  /** For publishing and receiving; whoever takes the topic's lock compares the version again. */
  public Optional<TopicDetails> find(long id) {
    return knownById.find(id);
  }

  /**
   * The topic, from the database.
   *
   * @throws TidingsException {@link ErrorType#NOT_FOUND}
   */
  public Topic require(long id) {
    Topic topic = entities.call(manager -> manager.find(Topic.class, id));
    if (topic == null) {
      throw new TidingsException(ErrorType.NOT_FOUND, "There is no topic with the id " + id);
    }
    return topic;
  }

  /** The topic of that name, from the database. */
  public Optional<Topic> stored(TopicName name) {
    return entities.call(
        manager ->
            manager
                .createNamedQuery(Topic.BY_NAME, Topic.class)
                .setParameter("name", name.value())
                .getResultStream()
                .findFirst());
  }

  /**
   * Writes what the transaction has changed, of other kinds too, and forgets the entities that it
   * has read. Each query looks for changes in all of them, so thousands make a transaction slow.
   */
  public void writeAndForget() {
    entities.run(
        manager -> {
          manager.flush();
          manager.clear();
        });
  }

  /** All topics, from the database. */
  public List<TopicDetails> all() {
    return entities.call(
        manager ->
            manager
                .createNamedQuery(Topic.ALL, Topic.class)
                .getResultStream()
                .map(Topic::details)
                .toList());
  }

  public Page<TopicDetails> page(PageRequest request) {
    List<Topic> topics =
        entities.call(
            manager ->
                EntityStore.onePastPage(
                    manager
                        .createNamedQuery(Topic.PAGE, Topic.class)
                        .setParameter("after", request.after())
                        .setParameter("text", request.nameContains()),
                    request.limit()));
    List<TopicDetails> rows = topics.stream().limit(request.limit()).map(Topic::details).toList();
    boolean isLast = topics.size() == rows.size();
    return new Page<>(rows, isLast ? 0 : rows.get(rows.size() - 1).id());
  }

  /**
   * Stores a new topic.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT}, or {@link ErrorType#CONFLICT} if the
   *     name is taken
   */
  public Topic add(TopicSettings settings, Instant createdAt) {
    Topic topic = new Topic(settings, createdAt);
    invalidate(topic.name());
    return entities.call(
        manager -> {
          manager.persist(topic);
          return flushed(manager, topic);
        });
  }

  /**
   * Replaces all settings of the version given.
   *
   * @throws TidingsException {@link ErrorType#NOT_FOUND}, {@link ErrorType#STALE_VERSION}, {@link
   *     ErrorType#INVALID_INPUT}, or {@link ErrorType#CONFLICT} if the name is taken
   */
  public Topic change(long id, long version, TopicSettings settings) {
    Topic topic = require(id);
    EntityStore.requireVersion(version, topic.version());
    invalidate(topic);
    topic.apply(settings);
    invalidate(topic);
    return entities.call(manager -> flushed(manager, topic));
  }

  /** Its subscriptions must be gone before. */
  public void remove(Topic topic) {
    invalidate(topic);
    entities.run(
        manager -> {
          manager.remove(topic);
          manager.flush();
        });
  }

  /** Forgets what memory knows; for whoever found under the lock that it is out of date. */
  public void invalidate(TopicDetails outdated) {
    invalidate(TopicName.of(outdated.settings().name()));
    knownById.invalidate(outdated.id());
  }

  private void invalidate(Topic topic) {
    invalidate(topic.name());
    knownById.invalidate(topic.id());
  }

  private void invalidate(TopicName name) {
    knownByName.invalidate(name);
  }

  private static Topic flushed(EntityManager manager, Topic topic) {
    EntityStore.flush(manager, "There is a topic " + topic.name() + " already");
    return topic;
  }
}

package dev.tidings.store.subscription;

import dev.tidings.api.SubscriptionKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** One endpoint's interest in one topic; behind it is a queue of its own. */
@Entity
@Table(name = "subscription")
@SequenceGenerator(
    name = "subscription_id",
    sequenceName = "subscription_id_seq",
    allocationSize = 1)
@NamedQuery(
    name = Subscription.OF_TOPIC,
    query = "SELECT s FROM Subscription s WHERE s.topicId = :topicId ORDER BY s.id")
@NamedQuery(
    name = Subscription.OF_ENDPOINT,
    query = "SELECT s FROM Subscription s WHERE s.endpointId = :endpointId ORDER BY s.id")
@NamedQuery(
    name = Subscription.PAGE,
    query = "SELECT s FROM Subscription s WHERE s.id > :after ORDER BY s.id")
// A subscription has no name of its own: the text may stand in the topic's or in the endpoint's.
@NamedQuery(
    name = Subscription.PAGE_BY_NAME,
    query = Subscription.AFTER + Subscription.WITH_TEXT + " ORDER BY s.id")
@NamedQuery(
    name = Subscription.PAGE_OF_TOPIC,
    query =
        Subscription.AFTER
            + " AND s.topicId = :topicId"
            + Subscription.WITH_TEXT
            + " ORDER BY s.id")
@NamedQuery(
    name = Subscription.PAGE_OF_ENDPOINT,
    query =
        Subscription.AFTER
            + " AND s.endpointId = :endpointId"
            + Subscription.WITH_TEXT
            + " ORDER BY s.id")
@NamedQuery(
    name = Subscription.PAGE_OF_BOTH,
    query =
        Subscription.AFTER
            + " AND s.topicId = :topicId AND s.endpointId = :endpointId"
            + Subscription.WITH_TEXT
            + " ORDER BY s.id")
@NamedQuery(
    name = Subscription.WHOLE_PAGE_OF_TOPIC,
    query = Subscription.AFTER + " AND s.topicId = :topicId ORDER BY s.id")
@NamedQuery(
    name = Subscription.WHOLE_PAGE_OF_ENDPOINT,
    query = Subscription.AFTER + " AND s.endpointId = :endpointId ORDER BY s.id")
@NamedQuery(
    name = Subscription.WHOLE_PAGE_OF_BOTH,
    query =
        Subscription.AFTER
            + " AND s.topicId = :topicId AND s.endpointId = :endpointId ORDER BY s.id")
@NamedQuery(name = Subscription.COUNT, query = "SELECT COUNT(s) FROM Subscription s")
public class Subscription {
  static final String OF_TOPIC = "Subscription.ofTopic";
  static final String OF_ENDPOINT = "Subscription.ofEndpoint";
  static final String PAGE = "Subscription.page";
  static final String PAGE_BY_NAME = "Subscription.pageByName";
  static final String PAGE_OF_TOPIC = "Subscription.pageOfTopic";
  static final String PAGE_OF_ENDPOINT = "Subscription.pageOfEndpoint";
  static final String PAGE_OF_BOTH = "Subscription.pageOfBoth";
  static final String WHOLE_PAGE_OF_TOPIC = "Subscription.wholePageOfTopic";
  static final String WHOLE_PAGE_OF_ENDPOINT = "Subscription.wholePageOfEndpoint";
  static final String WHOLE_PAGE_OF_BOTH = "Subscription.wholePageOfBoth";
  static final String COUNT = "Subscription.count";

  static final String AFTER = "SELECT s FROM Subscription s WHERE s.id > :after";

  /*
   * EXISTS and not IN: H2 makes the list of an IN again for each subscription, which takes minutes
   * with ten thousand topics.
   */
  static final String WITH_TEXT =
      " AND (EXISTS (SELECT t.id FROM Topic t WHERE t.id = s.topicId AND LOCATE(:text, t.name) > 0)"
          + " OR EXISTS (SELECT e.id FROM Endpoint e"
          + " WHERE e.id = s.endpointId AND LOCATE(:text, e.name) > 0))";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "subscription_id")
  private Long id;

  @Version private long version;

  @Column(name = "created_at", nullable = false, updatable = false)
  private Instant createdAt;

  @Column(name = "sub_key", nullable = false, updatable = false, unique = true, length = 60)
  private String key;

  @Column(name = "topic_id", nullable = false, updatable = false)
  private long topicId;

  @Column(name = "endpoint_id", nullable = false, updatable = false)
  private long endpointId;

  @Column(name = "pattern_matched", nullable = false, length = 210)
  private String patternMatched;

  @Column(name = "is_active", nullable = false)
  private boolean isActive;

  /** For JPA. */
  protected Subscription() {}

  /**
   * An active subscription.
   *
   * @param patternMatched the line of the endpoint's patterns that allows it
   */
  public Subscription(
      SubscriptionKey key,
      long topicId,
      long endpointId,
      String patternMatched,
      Instant createdAt) {
    this.key = key.value();
    this.topicId = topicId;
    this.endpointId = endpointId;
    this.patternMatched = patternMatched;
    this.createdAt = createdAt;
    this.isActive = true;
  }

  /** Lets it deliver messages, or stops that; either way its queue goes on filling. */
  void activate(boolean isActive) {
    this.isActive = isActive;
  }

  public long id() {
    return id;
  }

  /** The version that was read, or written by the last flush. */
  public long version() {
    return version;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public SubscriptionKey key() {
    return SubscriptionKey.of(key);
  }

  public long topicId() {
    return topicId;
  }

  public long endpointId() {
    return endpointId;
  }

  /** The line of the endpoint's patterns that allowed it. */
  public String patternMatched() {
    return patternMatched;
  }

  public boolean isActive() {
    return isActive;
  }

  /** What the frequent look-ups know of it. */
  public SubscriptionSnapshot known() {
    return new SubscriptionSnapshot(id, key(), topicId, endpointId, isActive);
  }
}

package dev.tidings.store.topic;

import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;

/** A named stream of messages. Everything refers to its id, so even its name may change. */
@Entity
@Table(name = "topic")
@SequenceGenerator(name = "topic_id", sequenceName = "topic_id_seq", allocationSize = 1)
@NamedQuery(name = Topic.BY_NAME, query = "SELECT t FROM Topic t WHERE t.name = :name")
@NamedQuery(name = Topic.ALL, query = "SELECT t FROM Topic t ORDER BY t.id")
// LOCATE and not LIKE: an underscore in the text is just an underscore.
@NamedQuery(
    name = Topic.PAGE,
    query = "SELECT t FROM Topic t WHERE t.id > :after AND LOCATE(:text, t.name) > 0 ORDER BY t.id")
public class Topic {
  static final String BY_NAME = "Topic.byName";
  static final String ALL = "Topic.all";
  static final String PAGE = "Topic.page";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "topic_id")
  private Long id;

  @Version private long version;

  @Column(name = "created_at", nullable = false, updatable = false)
  private Instant createdAt;

  @Column(nullable = false, unique = true, length = TopicName.MAX_LENGTH)
  private String name;

  @Column(name = "is_active", nullable = false)
  private boolean isActive;

  @Column(name = "has_gd", nullable = false)
  private boolean hasGd;

  @Column(name = "is_api_sub_allowed", nullable = false)
  private boolean isApiSubAllowed;

  @Enumerated(EnumType.STRING)
  @Column(name = "on_no_subs", nullable = false, length = 20)
  private OnNoSubs onNoSubs;

  @Column(name = "max_depth", nullable = false)
  private long maxDepth;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false, length = 20)
  private Overflow overflow;

  @Column(name = "max_message_size", nullable = false)
  private int maxMessageSize;

  @Column(name = "default_expiration_ms", nullable = false)
  private long defaultExpirationMs;

  @Column(name = "retention_ms", nullable = false)
  private long retentionMs;

  @Column(name = "max_deliveries", nullable = false)
  private int maxDeliveries;

  @Column(name = "default_lease_ms", nullable = false)
  private long defaultLeaseMs;

  /** For JPA. */
  protected Topic() {}

  public Topic(TopicSettings settings, Instant createdAt) {
    this.createdAt = createdAt;
    assign(settings);
  }

  /** Replaces all settings; they concern messages still to come, what is queued stays. */
  public void apply(TopicSettings settings) {
    assign(settings);
  }

  public long id() {
    return id;
  }

  /** The version that was read, or written by the last flush. */
  public long version() {
    return version;
  }

  public TopicName name() {
    return TopicName.of(name);
  }

  /** The topic as the contract shows it. */
  public TopicDetails details() {
    return new TopicDetails(id, version, createdAt, settings());
  }

  private TopicSettings settings() {
    return new TopicSettings(
        name,
        isActive,
        hasGd,
        isApiSubAllowed,
        onNoSubs,
        maxDepth,
        overflow,
        maxMessageSize,
        Duration.ofMillis(defaultExpirationMs),
        Duration.ofMillis(retentionMs),
        maxDeliveries,
        Duration.ofMillis(defaultLeaseMs));
  }

  private void assign(TopicSettings settings) {
    name = TopicName.of("name", settings.name()).value();
    isActive = settings.isActive();
    hasGd = settings.hasGd();
    isApiSubAllowed = settings.isApiSubAllowed();
    onNoSubs = settings.onNoSubs();
    maxDepth = settings.maxDepth();
    overflow = settings.overflow();
    maxMessageSize = settings.maxMessageSize();
    defaultExpirationMs = settings.defaultExpiration().toMillis();
    retentionMs = settings.retention().toMillis();
    maxDeliveries = settings.maxDeliveries();
    defaultLeaseMs = settings.defaultLease().toMillis();
  }
}

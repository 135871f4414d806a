package dev.tidings.store.endpoint;

import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;

/** Who publishes or subscribes: a role, permission patterns and, if it logs in, credentials. */
@Entity
@Table(name = "endpoint")
@SequenceGenerator(name = "endpoint_id", sequenceName = "endpoint_id_seq", allocationSize = 1)
@NamedQuery(name = Endpoint.BY_NAME, query = "SELECT e FROM Endpoint e WHERE e.name = :name")
@NamedQuery(
    name = Endpoint.COUNT_ADMINISTRATORS,
    query =
        "SELECT COUNT(e) FROM Endpoint e"
            + " WHERE e.role = dev.tidings.api.Role.ADMIN AND e.isActive = TRUE"
            + " AND e.username IS NOT NULL")
@NamedQuery(name = Endpoint.COUNT, query = "SELECT COUNT(e) FROM Endpoint e")
// LOCATE and not LIKE: an underscore in the text is just an underscore.
@NamedQuery(
    name = Endpoint.PAGE,
    query =
        "SELECT e FROM Endpoint e WHERE e.id > :after AND LOCATE(:text, e.name) > 0 ORDER BY e.id")
public class Endpoint {
  static final String BY_NAME = "Endpoint.byName";
  static final String COUNT_ADMINISTRATORS = "Endpoint.countAdministrators";
  static final String COUNT = "Endpoint.count";
  static final String PAGE = "Endpoint.page";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "endpoint_id")
  private Long id;

  @Version private long version;

  @Column(name = "created_at", nullable = false, updatable = false)
  private Instant createdAt;

  @Column(nullable = false, unique = true, length = EndpointRules.MAX_LENGTH)
  private String name;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false, length = 20)
  private EndpointType type;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false, length = 20)
  private Role role;

  @Column(unique = true, length = EndpointRules.MAX_LENGTH)
  private String username;

  @Column(name = "password_hash", length = 500)
  private String passwordHash;

  @Column(name = "is_active", nullable = false)
  private boolean isActive;

  // A page of endpoints reads the lines of many of them with one statement.
  @ElementCollection(fetch = FetchType.EAGER)
  @BatchSize(size = 100)
  @CollectionTable(name = "endpoint_pattern", joinColumns = @JoinColumn(name = "endpoint_id"))
  @OrderColumn(name = "line_number", nullable = false)
  @Column(name = "line", nullable = false, length = TopicPermission.MAX_LENGTH)
  private List<String> patterns = new ArrayList<>();

  /** For JPA. */
  protected Endpoint() {}

  /**
   * A new endpoint.
   *
   * @param settings which keep all rules
   * @param passwordHash of the password in the settings, if there is one
   */
  public Endpoint(EndpointSettings settings, Optional<String> passwordHash, Instant createdAt) {
    this.createdAt = createdAt;
    assign(settings, passwordHash);
  }

  /**
   * Replaces all settings.
   *
   * @param newPasswordHash empty to keep the stored one
   */
  public void apply(EndpointSettings settings, Optional<String> newPasswordHash) {
    assign(settings, newPasswordHash);
  }

  public long id() {
    return id;
  }

  /** The version that was read, or written by the last flush. */
  public long version() {
    return version;
  }

  public String name() {
    return name;
  }

  /** Whether it can keep its password when its settings change. */
  public boolean hasPassword() {
    return passwordHash != null;
  }

  /** Whether it is any other than the server's own. */
  public boolean isOrdinary() {
    return type != EndpointType.INTERNAL;
  }

  /** What is stored of its password. */
  public Optional<String> passwordHash() {
    return Optional.ofNullable(passwordHash);
  }

  /** The endpoint as the contract shows it: without its password. */
  public EndpointDetails details() {
    return new EndpointDetails(id, version, createdAt, settings());
  }

  /** What the frequent look-ups know of it. */
  public EndpointSnapshot known() {
    List<TopicPermission> lines = patterns.stream().map(TopicPermission::of).toList();
    return new EndpointSnapshot(id, version, name, type, role, isActive, lines);
  }

  private EndpointSettings settings() {
    String shownUsername = username == null ? "" : username;
    return new EndpointSettings(name, type, role, shownUsername, "", patterns, isActive);
  }

  private void assign(EndpointSettings settings, Optional<String> newPasswordHash) {
    name = settings.name();
    type = settings.type();
    role = settings.role();
    isActive = settings.isActive();
    assignCredentials(settings.username(), newPasswordHash);
    if (!patterns.equals(settings.patterns())) {
      patterns.clear();
      patterns.addAll(settings.patterns());
    }
  }

  /** Without a username the password goes too, so that it cannot come back with a later one. */
  private void assignCredentials(String newUsername, Optional<String> newPasswordHash) {
    boolean logsIn = !newUsername.isEmpty();
    username = logsIn ? newUsername : null;
    passwordHash = logsIn ? newPasswordHash.orElse(passwordHash) : null;
  }
}

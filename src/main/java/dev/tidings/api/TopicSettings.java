package dev.tidings.api;

import java.io.Serializable;
import java.time.Duration;

/**
 * Everything that an administrator says about a topic.
 *
 * @param name 1 to 200 characters, begins with a slash
 * @param isActive false refuses publications
 * @param hasGd whether delivery is guaranteed unless a publication says otherwise
 * @param isApiSubAllowed false lets only an administrator subscribe endpoints
 * @param maxDepth the most messages that wait in one queue, 1 to 1,000,000,000
 * @param maxMessageSize bytes of data, 1 to 1,048,576
 * @param defaultExpiration for publications that name none; up to {@link
 *     Publication#MAX_EXPIRATION}
 * @param retention how long a message stays after every subscription is done with it
 * @param maxDeliveries after how many leased deliveries a message is dead, 1 to 1,000
 * @param defaultLease how long a delivery is leased where the receiver does not say; 1 second to
 *     {@link ReceiveOptions#MAX_LEASE}
 */
public record TopicSettings(
    String name,
    boolean isActive,
    boolean hasGd,
    boolean isApiSubAllowed,
    OnNoSubs onNoSubs,
    long maxDepth,
    Overflow overflow,
    int maxMessageSize,
    Duration defaultExpiration,
    Duration retention,
    int maxDeliveries,
    Duration defaultLease)
    implements Serializable {

  public static final long MAX_DEPTH = 1_000_000_000;
  public static final int MAX_MESSAGE_SIZE = 1_048_576;
  public static final Duration MAX_RETENTION = Duration.ofDays(3_650);
  public static final int MAX_DELIVERIES = 1_000;

  /** The defaults for a topic of that name. */
  public static TopicSettings named(String name) {
    return builder(name).build();
  }

  public static Builder builder(String name) {
    return new Builder(name);
  }

  public Builder toBuilder() {
    return new Builder(name)
        .isActive(isActive)
        .hasGd(hasGd)
        .isApiSubAllowed(isApiSubAllowed)
        .onNoSubs(onNoSubs)
        .maxDepth(maxDepth)
        .overflow(overflow)
        .maxMessageSize(maxMessageSize)
        .defaultExpiration(defaultExpiration)
        .retention(retention)
        .maxDeliveries(maxDeliveries)
        .defaultLease(defaultLease);
  }

  /** Collects the settings; {@link #build()} names every one that breaks a rule. */
  public static final class Builder {
    private String name;
    private boolean isActive = true;
    private boolean hasGd = true;
    private boolean isApiSubAllowed = true;
    private OnNoSubs onNoSubs = OnNoSubs.ACCEPT;
    private long maxDepth = 100_000;
    private Overflow overflow = Overflow.REJECT;
    private int maxMessageSize = MAX_MESSAGE_SIZE;
    private Duration defaultExpiration = Publication.MAX_EXPIRATION;
    private Duration retention = Duration.ZERO;
    private int maxDeliveries = 16;
    private Duration defaultLease = Duration.ofSeconds(30);

    private Builder(String name) {
      this.name = name;
    }

    public Builder name(String value) {
      name = value;
      return this;
    }

    public Builder isActive(boolean value) {
      isActive = value;
      return this;
    }

    public Builder hasGd(boolean value) {
      hasGd = value;
      return this;
    }

    public Builder isApiSubAllowed(boolean value) {
      isApiSubAllowed = value;
      return this;
    }

    public Builder onNoSubs(OnNoSubs value) {
      onNoSubs = value;
      return this;
    }

    public Builder maxDepth(long value) {
      maxDepth = value;
      return this;
    }

    public Builder overflow(Overflow value) {
      overflow = value;
      return this;
    }

    public Builder maxMessageSize(int value) {
      maxMessageSize = value;
      return this;
    }

    public Builder defaultExpiration(Duration value) {
      defaultExpiration = value;
      return this;
    }

    public Builder retention(Duration value) {
      retention = value;
      return this;
    }

    public Builder maxDeliveries(int value) {
      maxDeliveries = value;
      return this;
    }

    public Builder defaultLease(Duration value) {
      defaultLease = value;
      return this;
    }

    /**
     * The settings. The name is checked where topics are stored.
     *
     * @throws TidingsException {@link ErrorType#INVALID_INPUT} with every setting out of range
     */
    public TopicSettings build() {
      Rules rules = new Rules();
      rules.check("name", name != null, "is required");
      rules.check("on_no_subs", onNoSubs != null, "is required");
      rules.check("overflow", overflow != null, "is required");
      rules.check(
          "max_depth", maxDepth >= 1 && maxDepth <= MAX_DEPTH, "must be from 1 to 1000000000");
      rules.check(
          "max_message_size",
          maxMessageSize >= 1 && maxMessageSize <= MAX_MESSAGE_SIZE,
          "must be from 1 to 1048576 bytes");
      rules.check("default_expiration", defaultExpiration != null, "is required");
      rules.check("retention", retention != null, "is required");
      rules.checkDuration("default_expiration", defaultExpiration, Publication.MAX_EXPIRATION);
      rules.checkDuration("retention", retention, MAX_RETENTION);
      rules.check(
          "max_deliveries",
          maxDeliveries >= 1 && maxDeliveries <= MAX_DELIVERIES,
          "must be from 1 to 1000");
      rules.check("default_lease", defaultLease != null, "is required");
      rules.checkLease("default_lease", defaultLease);
      rules.throwIfBroken();
      return new TopicSettings(
          name,
          isActive,
          hasGd,
          isApiSubAllowed,
          onNoSubs,
          maxDepth,
          overflow,
          maxMessageSize,
          defaultExpiration,
          retention,
          maxDeliveries,
          defaultLease);
    }
  }
}

package dev.tidings.api;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/** How many messages to receive, for how long to lease them, and how long to wait for the first. */
public final class ReceiveOptions implements Serializable {
  private static final long serialVersionUID = 1;

  public static final int MAX_MESSAGES = 1_000;
  public static final int DEFAULT_MESSAGES = 100;
  public static final Duration MIN_LEASE = Duration.ofSeconds(1);
  public static final Duration MAX_LEASE = Duration.ofHours(12);
  public static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private final int max;
  private final int maxBytes;
  private final Duration lease;
  private final Duration wait;

  private ReceiveOptions(Builder builder) {
    max = builder.max;
    maxBytes = builder.maxBytes;
    lease = builder.lease;
    wait = builder.wait;
  }

  /** Up to 100 messages, the topic's lease, no waiting. */
  public static ReceiveOptions defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The most messages to receive. */
  public int max() {
    return max;
  }

  /**
   * The most bytes to receive, each message counted as its data and 1 KiB; the first message is
   * received however large it is.
   */
  public int maxBytes() {
    return maxBytes;
  }

  /** How long the deliveries are leased; empty: as the topic says. */
  public Optional<Duration> lease() {
    return Optional.ofNullable(lease);
  }

  /** How long to wait while there is nothing to receive. */
  public Duration waiting() {
    return wait;
  }

  /** Collects the options. */
  public static final class Builder {
    private int max = DEFAULT_MESSAGES;
    private int maxBytes = Integer.MAX_VALUE;
    private Duration lease;
    private Duration wait = Duration.ZERO;

    private Builder() {}

    /** 1 to {@value ReceiveOptions#MAX_MESSAGES}. */
    public Builder max(int value) {
      max = value;
      return this;
    }

    /** At least 1. */
    public Builder maxBytes(int value) {
      maxBytes = value;
      return this;
    }

    /** {@link ReceiveOptions#MIN_LEASE} to {@link ReceiveOptions#MAX_LEASE}. */
    public Builder lease(Duration value) {
      lease = value;
      return this;
    }

    /** Zero to {@link ReceiveOptions#MAX_WAIT}. */
    public Builder waiting(Duration value) {
      wait = value;
      return this;
    }

    /**
     * The options.
     *
     * @throws TidingsException {@link ErrorType#INVALID_INPUT} with every option out of range
     */
    public ReceiveOptions build() {
      Rules rules = new Rules();
      rules.check("max", max >= 1 && max <= MAX_MESSAGES, "must be from 1 to 1000");
      rules.check("max_bytes", maxBytes >= 1, "must be at least 1");
      rules.checkLease("lease", lease);
      rules.check("wait", wait != null, "must not be null");
      rules.checkDuration("wait", wait, MAX_WAIT);
      rules.throwIfBroken();
      return new ReceiveOptions(this);
    }
  }
}

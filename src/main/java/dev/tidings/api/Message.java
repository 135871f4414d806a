package dev.tidings.api;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One message as a subscription gets it. The wire names of its fields are in the documentation. */
public final class Message implements Serializable {
  private static final long serialVersionUID = 1;

  private final MessageId msgId;
  private final Publication publication;
  private final String topicName;
  private final SubscriptionKey subKey;
  private final Instant pubTime;
  private final Duration expiration;
  private final boolean hasGd;
  private final int deliveryCount;
  private final String serverName;
  private final long serverPid;
  private final Receipt receipt;
  private final Instant leasedUntil;

  private Message(Builder builder) {
    msgId = builder.msgId;
    publication = builder.publication;
    topicName = builder.topicName;
    subKey = builder.subKey;
    pubTime = builder.pubTime;
    expiration = builder.expiration;
    hasGd = builder.hasGd;
    deliveryCount = builder.deliveryCount;
    serverName = builder.serverName;
    serverPid = builder.serverPid;
    receipt = builder.receipt;
    leasedUntil = builder.leasedUntil;
  }

  /** For the broker, which alone makes messages. */
  public static Builder builder() {
    return new Builder();
  }

  public MessageId msgId() {
    return msgId;
  }

  /** What the publisher said; {@code data().as(Order.class)} reads it by JSON-B. */
  public Content data() {
    return publication.data().asDataOf(msgId);
  }

  /** 1 to 9; 9 is delivered first. */
  public int priority() {
    return publication.priority();
  }

  public String mimeType() {
    return publication.mimeType();
  }

  /** One of the text fields. */
  public Optional<String> text(TextField field) {
    return publication.text(field);
  }

  public Optional<String> correlId() {
    return publication.correlId();
  }

  public Optional<String> inReplyTo() {
    return publication.inReplyTo();
  }

  public Optional<String> extClientId() {
    return publication.extClientId();
  }

  public Optional<String> subject() {
    return publication.subject();
  }

  /** The trace context of its publisher, as the W3C defines it. */
  public Optional<String> traceparent() {
    return publication.traceparent();
  }

  public Optional<Instant> extPubTime() {
    return publication.extPubTime();
  }

  public List<SubscriptionKey> replyTo() {
    return publication.replyTo();
  }

  public Map<String, String> attributes() {
    return publication.attributes();
  }

  public String topicName() {
    return topicName;
  }

  /** The subscription that this copy is for. */
  public SubscriptionKey subKey() {
    return subKey;
  }

  /** When the broker stored it, by the database's clock, in microseconds. */
  public Instant pubTime() {
    return pubTime;
  }

  /** How long after {@link #pubTime()} it may be delivered. */
  public Duration expiration() {
    return expiration;
  }

  /** From this moment on it is not delivered any more. */
  public Instant expirationTime() {
    return pubTime.plus(expiration);
  }

  public boolean hasGd() {
    return hasGd;
  }

  /** 0 when delivered unleased and never delivered before; n on the n-th leased delivery. */
  public int deliveryCount() {
    return deliveryCount;
  }

  /** The number of bytes of the data, in UTF-8 for text and JSON. */
  public int size() {
    return publication.data().size();
  }

  /** The node that delivered it. */
  public String serverName() {
    return serverName;
  }

  /** The process id of the node that delivered it. */
  public long serverPid() {
    return serverPid;
  }

  /** What settles a leased delivery; empty when the message was delivered without a lease. */
  public Optional<Receipt> receipt() {
    return Optional.ofNullable(receipt);
  }

  /** When a leased delivery comes back unless it is settled before, by the database's clock. */
  public Optional<Instant> leasedUntil() {
    return Optional.ofNullable(leasedUntil);
  }

  /** Its identity and topic; never its data or its subscription key. */
  @Override
  public String toString() {
    return msgId + " of " + topicName;
  }

  /** Collects what a message is made of; the publication carries the fields they share. */
  public static final class Builder {
    private MessageId msgId;
    private Publication publication;
    private String topicName;
    private SubscriptionKey subKey;
    private Instant pubTime;
    private Duration expiration;
    private boolean hasGd;
    private int deliveryCount;
    private String serverName;
    private long serverPid;
    private Receipt receipt;
    private Instant leasedUntil;

    private Builder() {}

    public Builder msgId(MessageId value) {
      msgId = value;
      return this;
    }

    public Builder publication(Publication value) {
      publication = value;
      return this;
    }

    public Builder topicName(String value) {
      topicName = value;
      return this;
    }

    public Builder subKey(SubscriptionKey value) {
      subKey = value;
      return this;
    }

    public Builder pubTime(Instant value) {
      pubTime = value;
      return this;
    }

    public Builder expiration(Duration value) {
      expiration = value;
      return this;
    }

    public Builder hasGd(boolean value) {
      hasGd = value;
      return this;
    }

    public Builder deliveryCount(int value) {
      deliveryCount = value;
      return this;
    }

    public Builder server(String name, long pid) {
      serverName = name;
      serverPid = pid;
      return this;
    }

    public Builder lease(Receipt value, Instant until) {
      receipt = value;
      leasedUntil = until;
      return this;
    }

    public Message build() {
      return new Message(this);
    }
  }
}

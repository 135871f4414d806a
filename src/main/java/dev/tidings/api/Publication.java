package dev.tidings.api;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a publisher hands over. Everything but the data is optional:
 *
 * <pre>{@code
 * Publication.of("My data");
 * Publication.builder().data(order).priority(9).expiration(Duration.ofMinutes(5)).build();
 * }</pre>
 */
public final class Publication implements Serializable {
  private static final long serialVersionUID = 1;

  public static final int LOWEST_PRIORITY = 1;
  public static final int HIGHEST_PRIORITY = 9;
  public static final int DEFAULT_PRIORITY = 5;

  /** About 68 years: the default of a topic that sets none, and the longest there is. */
  public static final Duration MAX_EXPIRATION = Duration.ofSeconds(Integer.MAX_VALUE);

  /** The longest that a message may be held back. */
  public static final Duration MAX_DELAY = Duration.ofDays(365);

  /** The longest value of a text field, in characters. */
  public static final int MAX_ID_LENGTH = 200;

  public static final int MAX_ATTRIBUTES = 64;

  /** The most subscription keys to deliver to or to reply to. */
  public static final int MAX_KEYS = 100;

  private final Content data;
  private final int priority;
  private final Duration expiration;
  private final String mimeType;
  private final Map<String, String> texts; // by name: other versions may know other fields
  private final Instant extPubTime;
  private final Boolean hasGd;
  private final MessageId msgId;
  private final List<SubscriptionKey> deliverTo;
  private final List<SubscriptionKey> replyTo;
  private final Duration deliverAfter;
  private final Map<String, String> attributes;
  private final String endpoint;

  private Publication(Builder builder) {
    data = builder.data;
    priority = builder.priority;
    expiration = builder.expiration;
    mimeType = builder.mimeType != null ? builder.mimeType : builder.data.form().mimeType();
    texts = Map.copyOf(builder.texts);
    extPubTime = builder.extPubTime;
    hasGd = builder.hasGd;
    msgId = builder.msgId;
    deliverTo = List.copyOf(builder.deliverTo);
    replyTo = List.copyOf(builder.replyTo);
    deliverAfter = builder.deliverAfter;
    attributes = new TreeMap<>(builder.attributes);
    endpoint = builder.endpoint;
  }

  /** A publication of text with the defaults for everything else. */
  public static Publication of(String data) {
    return builder().data(data).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that holds everything this publication says. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.data = data;
    builder.priority = priority;
    builder.expiration = expiration;
    builder.mimeType = mimeType;
    builder.texts.putAll(texts);
    builder.extPubTime = extPubTime;
    builder.hasGd = hasGd;
    builder.msgId = msgId;
    builder.deliverTo.addAll(deliverTo);
    builder.replyTo.addAll(replyTo);
    builder.deliverAfter = deliverAfter;
    builder.attributes.putAll(attributes);
    builder.endpoint = endpoint;
    return builder;
  }

  public Content data() {
    return data;
  }

  /** 1 to 9; 9 is delivered first. */
  public int priority() {
    return priority;
  }

  /** How long the message may be delivered after its publication; empty: as the topic says. */
  public Optional<Duration> expiration() {
    return Optional.ofNullable(expiration);
  }

  public String mimeType() {
    return mimeType;
  }

  /** One of the text fields. */
  public Optional<String> text(TextField field) {
    return Optional.ofNullable(texts.get(field.fieldName()));
  }

  public Optional<String> correlId() {
    return text(TextField.CORREL_ID);
  }

  public Optional<String> inReplyTo() {
    return text(TextField.IN_REPLY_TO);
  }

  public Optional<String> extClientId() {
    return text(TextField.EXT_CLIENT_ID);
  }

  /** What it is about, in words for people. */
  public Optional<String> subject() {
    return text(TextField.SUBJECT);
  }

  /** The trace context of the publisher, as the W3C defines it; passed on as it is. */
  public Optional<String> traceparent() {
    return text(TextField.TRACEPARENT);
  }

  public Optional<Instant> extPubTime() {
    return Optional.ofNullable(extPubTime);
  }

  /** Whether delivery is guaranteed; empty: as the topic says. */
  public Optional<Boolean> hasGd() {
    return Optional.ofNullable(hasGd);
  }

  /** The caller's own id, which makes the publish idempotent; empty: Tidings makes one. */
  public Optional<MessageId> msgId() {
    return Optional.ofNullable(msgId);
  }

  /** The only subscriptions that get the message; empty: all of the topic's. */
  public List<SubscriptionKey> deliverTo() {
    return deliverTo;
  }

  /** Where the publisher wants replies; receivers see it. */
  public List<SubscriptionKey> replyTo() {
    return replyTo;
  }

  /**
   * How long the message is held back: until then it is in no queue, and its expiration begins
   * then. Zero: not at all.
   */
  public Duration deliverAfter() {
    return deliverAfter;
  }

  /** Names and values that travel with the message, sorted by name. */
  public Map<String, String> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  /** The name of the endpoint that publishes; empty: the internal endpoint. */
  public Optional<String> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  /**
   * Collects the parts of a publication. {@link #build()} checks them all and names every one that
   * breaks a rule.
   */
  public static final class Builder {
    Content data;
    int priority = DEFAULT_PRIORITY;
    Duration expiration;
    String mimeType;
    final Map<String, String> texts = new HashMap<>();
    Instant extPubTime;
    Boolean hasGd;
    MessageId msgId;
    final List<SubscriptionKey> deliverTo = new ArrayList<>();
    final List<SubscriptionKey> replyTo = new ArrayList<>();
    Duration deliverAfter = Duration.ZERO;
    final Map<String, String> attributes = new LinkedHashMap<>();
    String endpoint;

    private Builder() {}

    /** A string is text; bytes stay bytes; JSON-B turns any other object into JSON. */
    public Builder data(Object value) {
      data = Content.of(value);
      return this;
    }

    /** 1 to 9; 9 is delivered first. Default 5. */
    public Builder priority(int value) {
      priority = value;
      return this;
    }

    /** Not negative; at most {@link #MAX_EXPIRATION}; whole milliseconds. */
    public Builder expiration(Duration value) {
      expiration = value;
      return this;
    }

    public Builder mimeType(String value) {
      mimeType = value;
      return this;
    }

    /** One of the text fields; null for none. */
    public Builder text(TextField field, String value) {
      if (value == null) {
        texts.remove(field.fieldName());
      } else {
        texts.put(field.fieldName(), value);
      }
      return this;
    }

    /** At most 200 characters, as each text field. */
    public Builder correlId(String value) {
      return text(TextField.CORREL_ID, value);
    }

    public Builder inReplyTo(String value) {
      return text(TextField.IN_REPLY_TO, value);
    }

    public Builder extClientId(String value) {
      return text(TextField.EXT_CLIENT_ID, value);
    }

    public Builder subject(String value) {
      return text(TextField.SUBJECT, value);
    }

    /** Such as {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}. */
    public Builder traceparent(String value) {
      return text(TextField.TRACEPARENT, value);
    }

    /** The publisher's own time for it; passed on, not used. */
    public Builder extPubTime(Instant value) {
      extPubTime = value;
      return this;
    }

    public Builder hasGd(boolean value) {
      hasGd = value;
      return this;
    }

    public Builder msgId(MessageId value) {
      msgId = value;
      return this;
    }

    public Builder deliverTo(SubscriptionKey... keys) {
      deliverTo.addAll(List.of(keys));
      return this;
    }

    public Builder replyTo(SubscriptionKey... keys) {
      replyTo.addAll(List.of(keys));
      return this;
    }

    /** Not negative; at most {@link #MAX_DELAY}; whole milliseconds. */
    public Builder deliverAfter(Duration value) {
      deliverAfter = value;
      return this;
    }

    /** One name and its value; at most 64 of them. */
    public Builder attribute(String name, String value) {
      attributes.put(name, value);
      return this;
    }

    /** The name of the endpoint that publishes. */
    public Builder endpoint(String name) {
      endpoint = name;
      return this;
    }

    /**
     * The publication.
     *
     * @throws TidingsException {@link ErrorType#INVALID_INPUT} with every field that breaks a rule
     */
    public Publication build() {
      PublicationRules.check(this);
      return new Publication(this);
    }
  }
}

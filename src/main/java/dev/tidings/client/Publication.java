package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a publisher hands over, as the API takes it in JSON. Everything but the data is optional;
 * the topic or the node decides about what is null.
 *
 * <pre>{@code
 * new Publication(order).setPriority(9).expireAfter(Duration.ofMinutes(5));
 * }</pre>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Publication {
  private Object data;
  private Integer priority;
  private Long expiration;

  @JsonbProperty("mime_type")
  @JsonProperty("mime_type")
  private String mimeType;

  @JsonbProperty("has_gd")
  @JsonProperty("has_gd")
  private Boolean hasGd;

  @JsonbProperty("correl_id")
  @JsonProperty("correl_id")
  private String correlId;

  @JsonbProperty("in_reply_to")
  @JsonProperty("in_reply_to")
  private String inReplyTo;

  @JsonbProperty("ext_client_id")
  @JsonProperty("ext_client_id")
  private String extClientId;

  private String subject;

  private String traceparent;

  @JsonbProperty("ext_pub_time")
  @JsonProperty("ext_pub_time")
  @JsonFormat(shape = JsonFormat.Shape.STRING)
  private Instant extPubTime;

  private Map<String, String> attributes;

  @JsonbProperty("msg_id")
  @JsonProperty("msg_id")
  private String msgId;

  @JsonbProperty("deliver_to")
  @JsonProperty("deliver_to")
  private List<String> deliverTo;

  @JsonbProperty("deliver_after")
  @JsonProperty("deliver_after")
  private Long deliverAfter;

  @JsonbProperty("reply_to")
  @JsonProperty("reply_to")
  private List<String> replyTo;

  public Publication() {}

  public Publication(Object data) {
    this.data = data;
  }

  /**
   * A string is text; the JSON library writes any other object. {@link TidingsClient} also takes
   * {@code byte[]} and {@link Content}.
   */
  public Object getData() {
    return data;
  }

  public Publication setData(Object value) {
    data = value;
    return this;
  }

  /** 1 to 9; 9 is delivered first. Default 5. */
  public Integer getPriority() {
    return priority;
  }

  public Publication setPriority(Integer value) {
    priority = value;
    return this;
  }

  /** Milliseconds after which the message is not delivered any more. */
  public Long getExpiration() {
    return expiration;
  }

  public Publication setExpiration(Long value) {
    expiration = value;
    return this;
  }

  public String getMimeType() {
    return mimeType;
  }

  public Publication setMimeType(String value) {
    mimeType = value;
    return this;
  }

  /** Whether delivery is guaranteed. */
  public Boolean getHasGd() {
    return hasGd;
  }

  public Publication setHasGd(Boolean value) {
    hasGd = value;
    return this;
  }

  /** At most 200 characters, as the next three. */
  public String getCorrelId() {
    return correlId;
  }

  public Publication setCorrelId(String value) {
    correlId = value;
    return this;
  }

  public String getInReplyTo() {
    return inReplyTo;
  }

  public Publication setInReplyTo(String value) {
    inReplyTo = value;
    return this;
  }

  public String getExtClientId() {
    return extClientId;
  }

  public Publication setExtClientId(String value) {
    extClientId = value;
    return this;
  }

  public String getSubject() {
    return subject;
  }

  public Publication setSubject(String value) {
    subject = value;
    return this;
  }

  /** The trace context of the publisher, as the W3C defines it; passed on. */
  public String getTraceparent() {
    return traceparent;
  }

  public Publication setTraceparent(String value) {
    traceparent = value;
    return this;
  }

  /** The publisher's own time; passed on. */
  public Instant getExtPubTime() {
    return extPubTime;
  }

  public Publication setExtPubTime(Instant value) {
    extPubTime = value;
    return this;
  }

  /** At most 64 names with values; passed on. */
  public Map<String, String> getAttributes() {
    return attributes;
  }

  public Publication setAttributes(Map<String, String> value) {
    attributes = value;
    return this;
  }

  /** The publisher's own id, which makes the publish idempotent. */
  public String getMsgId() {
    return msgId;
  }

  public Publication setMsgId(String value) {
    msgId = value;
    return this;
  }

  /** Keys of the only subscriptions that get the message. */
  public List<String> getDeliverTo() {
    return deliverTo;
  }

  public Publication setDeliverTo(List<String> value) {
    deliverTo = value;
    return this;
  }

  /** Milliseconds for which the message is held back. */
  public Long getDeliverAfter() {
    return deliverAfter;
  }

  public Publication setDeliverAfter(Long value) {
    deliverAfter = value;
    return this;
  }

  /** Keys to which the publisher wants replies sent. */
  public List<String> getReplyTo() {
    return replyTo;
  }

  public Publication setReplyTo(List<String> value) {
    replyTo = value;
    return this;
  }

  /** As {@link #setExpiration}. */
  public Publication expireAfter(Duration value) {
    return setExpiration(value.toMillis());
  }

  /** As {@link #setDeliverAfter}. */
  public Publication delayBy(Duration value) {
    return setDeliverAfter(value.toMillis());
  }

  /** Adds to {@link #getAttributes}. */
  public Publication attribute(String name, String value) {
    Map<String, String> more =
        attributes == null ? new LinkedHashMap<>() : new LinkedHashMap<>(attributes);
    more.put(name, value);
    return setAttributes(more);
  }
}

package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One message as a subscription gets it.
 *
 * @param <T> what the JSON library makes of the data; {@link Content} in messages that {@link
 *     TidingsClient} receives
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Message<T> extends Delivery {
  @JsonbProperty("msg_id")
  @JsonProperty("msg_id")
  private String msgId;

  @JsonbProperty("topic_name")
  @JsonProperty("topic_name")
  private String topicName;

  private T data;

  @JsonbProperty("data_encoding")
  @JsonProperty("data_encoding")
  private String dataEncoding;

  @JsonbProperty("mime_type")
  @JsonProperty("mime_type")
  private String mimeType;

  private long size;
  private int priority;

  @JsonbProperty("has_gd")
  @JsonProperty("has_gd")
  private boolean hasGd;

  @JsonbProperty("pub_time")
  @JsonProperty("pub_time")
  @JsonFormat(shape = JsonFormat.Shape.STRING)
  private Instant pubTime;

  @JsonbProperty("expiration_time")
  @JsonProperty("expiration_time")
  @JsonFormat(shape = JsonFormat.Shape.STRING)
  private Instant expirationTime;

  private long expiration;

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

  @JsonbProperty("ext_pub_time_iso")
  @JsonProperty("ext_pub_time_iso")
  private String extPubTimeIso;

  private Map<String, String> attributes;

  @JsonbProperty("reply_to_sk")
  @JsonProperty("reply_to_sk")
  private List<String> replyToSk;

  public String getMsgId() {
    return msgId;
  }

  public void setMsgId(String value) {
    msgId = value;
  }

  public String getTopicName() {
    return topicName;
  }

  public void setTopicName(String value) {
    topicName = value;
  }

  public T getData() {
    return data;
  }

  public void setData(T value) {
    data = value;
  }

  /** {@code base64} when the data is bytes. */
  public String getDataEncoding() {
    return dataEncoding;
  }

  public void setDataEncoding(String value) {
    dataEncoding = value;
  }

  public String getMimeType() {
    return mimeType;
  }

  public void setMimeType(String value) {
    mimeType = value;
  }

  /** Bytes of the data. */
  public long getSize() {
    return size;
  }

  public void setSize(long value) {
    size = value;
  }

  /** 1 to 9; 9 is delivered first. */
  public int getPriority() {
    return priority;
  }

  public void setPriority(int value) {
    priority = value;
  }

  /** Whether delivery is guaranteed. */
  public boolean getHasGd() {
    return hasGd;
  }

  public void setHasGd(boolean value) {
    hasGd = value;
  }

  /** When it was stored, by the database's clock. */
  public Instant getPubTime() {
    return pubTime;
  }

  public void setPubTime(Instant value) {
    pubTime = value;
  }

  /** From then on it is not delivered any more. */
  public Instant getExpirationTime() {
    return expirationTime;
  }

  public void setExpirationTime(Instant value) {
    expirationTime = value;
  }

  /** Milliseconds. */
  public long getExpiration() {
    return expiration;
  }

  public void setExpiration(long value) {
    expiration = value;
  }

  /** Null unless the publisher gave one, as each of the following. */
  public String getCorrelId() {
    return correlId;
  }

  public void setCorrelId(String value) {
    correlId = value;
  }

  public String getInReplyTo() {
    return inReplyTo;
  }

  public void setInReplyTo(String value) {
    inReplyTo = value;
  }

  public String getExtClientId() {
    return extClientId;
  }

  public void setExtClientId(String value) {
    extClientId = value;
  }

  public String getSubject() {
    return subject;
  }

  public void setSubject(String value) {
    subject = value;
  }

  /** The trace context of the publisher, as the W3C defines it. */
  public String getTraceparent() {
    return traceparent;
  }

  public void setTraceparent(String value) {
    traceparent = value;
  }

  /** In UTC without a zone; {@link #extPubTime} has it. */
  public String getExtPubTimeIso() {
    return extPubTimeIso;
  }

  public void setExtPubTimeIso(String value) {
    extPubTimeIso = value;
  }

  public Map<String, String> getAttributes() {
    return attributes;
  }

  public void setAttributes(Map<String, String> value) {
    attributes = value;
  }

  /** Keys to which the publisher wants replies sent. */
  public List<String> getReplyToSk() {
    return replyToSk;
  }

  public void setReplyToSk(List<String> value) {
    replyToSk = value;
  }

  /** The publisher's own time. */
  public Optional<Instant> extPubTime() {
    return Optional.ofNullable(extPubTimeIso)
        .map(text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
  }

  /** Its identity and topic; never its data or its subscription key. */
  @Override
  public String toString() {
    return msgId + " of " + topicName;
  }
}

package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.json.bind.annotation.JsonbProperty;

/**
 * A subscription and the state of its queue. The response to subscribing has only the key and the
 * depth.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Subscription {
  @JsonbProperty("sub_key")
  @JsonProperty("sub_key")
  private String subKey;

  @JsonbProperty("topic_name")
  @JsonProperty("topic_name")
  private String topicName;

  @JsonbProperty("queue_depth")
  @JsonProperty("queue_depth")
  private long queueDepth;

  private Long leased;
  private Long delayed;

  @JsonbProperty("dead_letters")
  @JsonProperty("dead_letters")
  private Long deadLetters;

  @JsonbProperty("oldest_age_ms")
  @JsonProperty("oldest_age_ms")
  private Long oldestAgeMs;

  /** A secret, and useless without the credentials of the endpoint. */
  public String getSubKey() {
    return subKey;
  }

  public void setSubKey(String value) {
    subKey = value;
  }

  public String getTopicName() {
    return topicName;
  }

  public void setTopicName(String value) {
    topicName = value;
  }

  /** All messages that are not done. */
  public long getQueueDepth() {
    return queueDepth;
  }

  public void setQueueDepth(long value) {
    queueDepth = value;
  }

  /** How many of them consumers hold. */
  public Long getLeased() {
    return leased;
  }

  public void setLeased(Long value) {
    leased = value;
  }

  /** How many of them were rejected, to be redelivered later. */
  public Long getDelayed() {
    return delayed;
  }

  public void setDelayed(Long value) {
    delayed = value;
  }

  /** How many messages used up their deliveries; they are not part of the depth. */
  public Long getDeadLetters() {
    return deadLetters;
  }

  public void setDeadLetters(Long value) {
    deadLetters = value;
  }

  /** Null when the queue is empty. */
  public Long getOldestAgeMs() {
    return oldestAgeMs;
  }

  public void setOldestAgeMs(Long value) {
    oldestAgeMs = value;
  }

  /** The depth; never the key. */
  @Override
  public String toString() {
    return queueDepth + " messages";
  }
}

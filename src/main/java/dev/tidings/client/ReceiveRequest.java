package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;

/** What a receive asks for; what is null has the default. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class ReceiveRequest {
  private Integer max;

  @JsonFormat(shape = JsonFormat.Shape.STRING)
  private Duration lease;

  @JsonFormat(shape = JsonFormat.Shape.STRING)
  private Duration wait;

  private List<String> acknowledge;

  /** 1 to 1000; default 100. */
  public Integer getMax() {
    return max;
  }

  public ReceiveRequest setMax(Integer value) {
    max = value;
    return this;
  }

  /** How long no other consumer gets the messages; default: the topic's. */
  public Duration getLease() {
    return lease;
  }

  public ReceiveRequest setLease(Duration value) {
    lease = value;
    return this;
  }

  /** How long to wait if there is no message, up to a minute; default: not at all. */
  public Duration getWait() {
    return wait;
  }

  public ReceiveRequest setWait(Duration value) {
    wait = value;
    return this;
  }

  /** Receipts of earlier messages that are acknowledged first, at most 1000; default: none. */
  public List<String> getAcknowledge() {
    return acknowledge;
  }

  public ReceiveRequest setAcknowledge(List<String> value) {
    acknowledge = value;
    return this;
  }
}

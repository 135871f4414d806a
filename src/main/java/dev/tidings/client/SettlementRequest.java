package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The deliveries that are acknowledged, rejected or extended; at most 1000. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class SettlementRequest {
  private List<String> receipts;

  @JsonFormat(shape = JsonFormat.Shape.STRING)
  private Duration delay;

  private String reason;

  @JsonFormat(shape = JsonFormat.Shape.STRING)
  private Duration lease;

  public SettlementRequest() {}

  public SettlementRequest(List<String> receipts) {
    this.receipts = receipts;
  }

  /** About all of these messages, which are leased deliveries of one topic. */
  public static SettlementRequest of(Collection<? extends Delivery> messages) {
    return new SettlementRequest(messages.stream().map(Delivery::getReceipt).toList());
  }

  public List<String> getReceipts() {
    return receipts;
  }

  public SettlementRequest setReceipts(List<String> value) {
    receipts = value;
    return this;
  }

  /** For a reject: the time until redelivery; null: it grows with the number of failures. */
  public Duration getDelay() {
    return delay;
  }

  public SettlementRequest setDelay(Duration value) {
    delay = value;
    return this;
  }

  /** For a reject: why; it stays with a dead letter. */
  public String getReason() {
    return reason;
  }

  public SettlementRequest setReason(String value) {
    reason = value;
    return this;
  }

  /** For an extend: the lease from now on; null: the topic's default. */
  public Duration getLease() {
    return lease;
  }

  public SettlementRequest setLease(Duration value) {
    lease = value;
    return this;
  }
}

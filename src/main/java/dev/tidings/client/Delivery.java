package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;

/** What belongs to one delivery of a message. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Delivery {
  @JsonbProperty("delivery_count")
  @JsonProperty("delivery_count")
  private int deliveryCount;

  @JsonbProperty("server_name")
  @JsonProperty("server_name")
  private String serverName;

  @JsonbProperty("server_pid")
  @JsonProperty("server_pid")
  private long serverPid;

  @JsonbProperty("sub_key")
  @JsonProperty("sub_key")
  private String subKey;

  private String receipt;

  @JsonbProperty("leased_until")
  @JsonProperty("leased_until")
  @JsonFormat(shape = JsonFormat.Shape.STRING)
  private Instant leasedUntil;

  /** Which leased delivery this is, 1 for the first; 0 without leases. */
  public int getDeliveryCount() {
    return deliveryCount;
  }

  public void setDeliveryCount(int value) {
    deliveryCount = value;
  }

  /** The node that delivered it. */
  public String getServerName() {
    return serverName;
  }

  public void setServerName(String value) {
    serverName = value;
  }

  public long getServerPid() {
    return serverPid;
  }

  public void setServerPid(long value) {
    serverPid = value;
  }

  /** The subscription that this copy is for; a secret. */
  public String getSubKey() {
    return subKey;
  }

  public void setSubKey(String value) {
    subKey = value;
  }

  /** What settles a leased delivery; null without a lease. */
  public String getReceipt() {
    return receipt;
  }

  public void setReceipt(String value) {
    receipt = value;
  }

  /** When a leased delivery comes back unless it is settled before. */
  public Instant getLeasedUntil() {
    return leasedUntil;
  }

  public void setLeasedUntil(Instant value) {
    leasedUntil = value;
  }
}
